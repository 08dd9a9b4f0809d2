import type { RouteResponse } from '@throughline/contract/route'
import type { listProperties } from '@throughline/contract/schema'
import type { SchemaQueries, SeenProperty } from './schema-queries.ts'

type Property = RouteResponse<typeof listProperties>['properties'][number]

/** Properties for pickers: well-known fields first, then those of events, then traits of people. */
export async function listedProperties(
  queries: SchemaQueries,
  fields: readonly string[],
  asked: { projectId: string; event: string | undefined; lastSeq: number },
): Promise<Property[]> {
  const { projectId, event, lastSeq } = asked
  const [examples, properties, traits] = await Promise.all([
    queries.fields(projectId, event, lastSeq),
    queries.properties(projectId, event, lastSeq),
    queries.traits(projectId),
  ])
  const known = new Set(fields)
  return [
    ...fields.map(
      (property, index): Property => ({
        property,
        kind: 'field',
        type: 'text',
        examples: [...(examples[index] ?? [])].sort(),
      }),
    ),
    ...properties.map((seen) => ({
      ...described(seen),
      // A property that shares its name with a field is reached by the longer one.
      property:
        known.has(seen.property) || reserved.test(seen.property)
          ? `properties.${seen.property}`
          : seen.property,
      kind: 'property' as const,
    })),
    ...traits.map((seen) => ({
      ...described(seen),
      property: `person.${seen.property}`,
      kind: 'person' as const,
    })),
  ]
}

/** Names that mean something else than an event's property. */
const reserved = /^(segment$|person\.|context\.|properties\.)/

const described = ({ kinds, examples }: SeenProperty): Pick<Property, 'type' | 'examples'> => ({
  type: typeOf(kinds),
  examples: [...examples].sort(),
})

function typeOf(kinds: readonly string[]): Property['type'] {
  const [only, ...others] = kinds
  return others.length === 0 &&
    (only === 'text' || only === 'number' || only === 'boolean' || only === 'list')
    ? only
    : 'mixed'
}
