import type { Projection } from '@throughline/contract/people'
import type { Product } from './product.ts'

/** How far people and their traits are behind the log. */
export async function peopleLag(product: Product): Promise<Projection> {
  const { projections } = await product.ask<{ projections: Projection[] }>('GET', '/api/v1/projections')
  const people = projections.find(({ name }) => name === 'people')
  if (!people) throw new Error('The product has no projection of people.')
  if (people.setAside.length > 0)
    throw new Error(
      `${people.setAside.length} events were set aside, such as for: ${people.setAside[0]?.reason}`,
    )
  return people
}

/** Waits until people are level with the log. */
export async function peopleLevel(product: Product, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs
  for (;;) {
    const { behind } = await peopleLag(product)
    if (behind === 0) return
    if (performance.now() > until) throw new Error(`People are still ${behind} events behind the log.`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
