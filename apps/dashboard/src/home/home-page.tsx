import { PageTitle } from '../ui/page-title.tsx'

/** Health at a glance. */
export function HomePage() {
  return <PageTitle>Home</PageTitle>
}
