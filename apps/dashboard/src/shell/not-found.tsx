import { Link } from '@tanstack/react-router'
import { EmptyState } from '../ui/empty-state.tsx'

/** For an address that leads nowhere. */
export function NotFound() {
  return (
    <EmptyState
      title="There is no page at this address"
      why="The link may be old, or mistyped. The sidebar lists all pages that exist."
      action={<Link to="/">Go to Home</Link>}
    />
  )
}
