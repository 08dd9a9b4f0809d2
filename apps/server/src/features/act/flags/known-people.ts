import type { PeopleQueries, PersonColumn } from './people-queries.ts'
import type { PersonNeeds } from './person-needs.ts'

/** Traits and segments are at most this old, plus what reading them takes. */
const REFRESH_MS = 15_000

/** What is known of one person, as far as flags ask. */
export interface KnownPerson {
  readonly person: Readonly<Record<string, unknown>>
  /** Ids. */
  readonly segments: readonly string[]
}

export interface KnownPeople {
  /** @param personKey of any of the person's identifiers, in decimal digits */
  of(projectId: string, personKey: string): KnownPerson
  /** Resolves when all that flags ask now is known. Rejects where it could not be read. */
  catchUp(): Promise<void>
  close(): Promise<void>
}

export interface KnownPeopleDependencies {
  readonly queries: PeopleQueries
  /** What the flags of each project ask. */
  readonly needs: () => ReadonlyMap<string, PersonNeeds>
  readonly onFailure: (error: unknown) => void
}

interface ProjectColumns {
  readonly traits: Map<string, PersonColumn>
  readonly segments: Map<string, PersonColumn>
}

/**
 * The traits and segments that flags ask for, of all people, in memory: 8 bytes a key, so that an evaluation costs no
 * query. What no flag asks for is not held.
 */
export function knownPeople({ queries, needs, onFailure }: KnownPeopleDependencies): KnownPeople {
  const projects = new Map<string, ProjectColumns>()
  let closed = false

  const load = async (onlyMissing: boolean) => {
    const wanted = needs()
    for (const projectId of projects.keys()) if (!wanted.has(projectId)) projects.delete(projectId)
    for (const [projectId, { traits, segments }] of wanted) {
      const columns = projects.get(projectId) ?? { traits: new Map(), segments: new Map() }
      projects.set(projectId, columns)
      await fill(columns.traits, traits, onlyMissing, (trait) => queries.trait(projectId, trait))
      await fill(columns.segments, segments, onlyMissing, (id) => queries.segment(projectId, id))
    }
  }

  const fill = async (
    columns: Map<string, PersonColumn>,
    names: ReadonlySet<string>,
    onlyMissing: boolean,
    read: (name: string) => Promise<PersonColumn>,
  ) => {
    for (const name of columns.keys()) if (!names.has(name)) columns.delete(name)
    for (const name of names) {
      if (closed || (onlyMissing && columns.has(name))) continue
      columns.set(name, await read(name))
    }
  }

  // One after another: two readings of the same people at once would only take longer.
  let queue: Promise<void> = Promise.resolve()
  const inTurn = (onlyMissing: boolean): Promise<void> => {
    const turn = queue.then(() => load(onlyMissing))
    queue = turn.catch(() => {})
    return turn
  }

  let waiting = false
  const timer = setInterval(() => {
    if (waiting || closed) return
    waiting = true
    inTurn(false)
      .catch(onFailure)
      .finally(() => {
        waiting = false
      })
  }, REFRESH_MS)
  timer.unref()

  return {
    of(projectId, personKey) {
      const columns = projects.get(projectId)
      if (!columns) return unknown
      const key = BigInt(personKey)
      const person: Record<string, unknown> = Object.create(null)
      for (const [trait, column] of columns.traits) {
        const value = column.values?.[placeOf(column.keys, key)]
        if (value !== undefined) person[trait] = value
      }
      const segments = [...columns.segments].flatMap(([id, { keys }]) =>
        placeOf(keys, key) === -1 ? [] : [id],
      )
      return { person, segments }
    },
    catchUp: () => inTurn(true),
    async close() {
      closed = true
      clearInterval(timer)
      await queue
    },
  }
}

const unknown: KnownPerson = { person: {}, segments: [] }

/** Binary search; -1 where it is not there. */
function placeOf(keys: BigUint64Array, key: bigint): number {
  let low = 0
  let high = keys.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = keys[middle] ?? 0n
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}
