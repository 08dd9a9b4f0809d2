import type { Filter } from '@throughline/contract/filter'
import { type Static, type TSchema, Type } from 'typebox'
import type { Analytics, Lane } from '../analytics/analytics.ts'
import { all, type Sql, sql, text, within } from '../analytics/sql.ts'
import { AppError } from '../app-error.ts'
import { checkedRange } from '../calendar.ts'
import type { IsoRange } from '../range.ts'
import { checkedZone } from '../time-zone.ts'
import { checkPatterns } from './check-patterns.ts'
import { ofEvent } from './event-fields.ts'
import { type FilterContext, filterSql, patternsIn } from './filter-sql.ts'
import { profileKey } from './profile-key.ts'
import { givenSessions, type SessionSource, sessionsOf } from './sessions.ts'

/** Answers which people are in a segment; the segments feature gives it. */
export interface SegmentDirectory {
  /** A condition on an event: its person is in the segment. @throws AppError `not_found` */
  condition(projectId: string, segmentId: string): Promise<Sql>
}

export interface ReportDependencies {
  readonly analytics: Analytics
  readonly segments: SegmentDirectory
}

/** What every report asks for. */
export interface ScopedRequest {
  readonly from: string
  readonly to: string
  readonly timezone?: string
  readonly where?: readonly Filter[]
  readonly segment?: string
}

/** An event of a request, with the conditions on it. */
export interface EventChoice {
  readonly event: string
  readonly where?: readonly Filter[]
}

/** A request made ready: its conditions as SQL, and the lane that its size needs. */
export interface Scope {
  readonly projectId: string
  readonly range: IsoRange
  readonly zone: string
  readonly person: Sql
  /** Project, and what the report asks of all its events; not the time. */
  readonly everyEvent: Sql
  /** The range as a condition. */
  readonly during: Sql
  /** @param place where in the request the choice stands, such as `steps[0]` */
  matches(choice: EventChoice, place: string): Sql
  /**
   * Where to read events from; sessions are only made out where they are counted, and where one with an event that
   * `about` is true of has no id.
   */
  sessionsFor(unit: 'person' | 'session', about?: Sql): Promise<SessionSource>
  /** The same request over another range. */
  over(range: IsoRange): Scope
  query<S extends TSchema>(name: string, query: Sql, row: S): Promise<Static<S>[]>
}

/** From so many rows on, a report may take a second and is kept off the lane that pages wait for. */
const MANY_ROWS = 3_000_000

/**
 * Checks what all reports share and makes their conditions.
 *
 * @param choices every event of the request with its place, so that segments and patterns are checked before anything runs
 * @throws AppError `invalid` for a range, zone or pattern that makes no sense; `not_found` for a segment nobody made
 */
export async function openScope(
  { analytics, segments }: ReportDependencies,
  projectId: string,
  request: ScopedRequest,
  choices: readonly { choice: EventChoice; place: string }[],
): Promise<Scope> {
  checkedRange(request)
  const zone = checkedZone(request.timezone ?? 'UTC')
  const filterLists = [
    { filters: request.where ?? [], place: 'where' },
    ...choices.map(({ choice, place }) => ({ filters: choice.where ?? [], place: `${place}.where` })),
  ]
  for (const { filters, place } of filterLists) await checkPatterns(analytics, patternsIn(filters, place))
  const conditions = new Map<string, Sql>()
  const ids = new Set([
    ...(request.segment ? [request.segment] : []),
    ...filterLists.flatMap(({ filters }) => segmentsIn(filters)),
  ])
  for (const id of ids) conditions.set(id, await segments.condition(projectId, id))

  const context: FilterContext = { projectId, segment: (id) => conditions.get(id) ?? sql`0` }
  const everyEvent = all([
    sql`project_id = ${text(projectId)}`,
    ...(request.where?.length ? [filterSql(request.where, context, 'where')] : []),
    ...(request.segment ? [context.segment(request.segment)] : []),
  ])

  const scopeOver = (range: IsoRange, lane: () => Promise<Lane>): Scope => ({
    projectId,
    range,
    zone,
    person: profileKey(),
    everyEvent,
    during: within(sql`ts`, range),
    matches: ({ event, where }, place) =>
      where?.length
        ? sql`${ofEvent(event)} AND ${filterSql(where, context, `${place}.where`)}`
        : ofEvent(event),
    sessionsFor: async (unit, about) =>
      unit === 'session' ? sessionsOf(analytics, projectId, range, about) : givenSessions,
    over: (other) => scopeOver(other, lane),
    query: async (name, query, row) => {
      const on = await lane()
      return analytics.query(query, row, { name, project: projectId }, on).catch(tooMuch)
    },
  })
  const range = { from: request.from, to: request.to }
  let lane: Promise<Lane> | undefined
  return scopeOver(range, () => {
    lane ??= laneFor(analytics, range)
    return lane
  })
}

const segmentsIn = (filters: readonly Filter[]): string[] =>
  filters
    .filter(({ property }) => property === 'segment')
    .flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
    .filter((id) => typeof id === 'string')

const Rows = Type.Object({ rows: Type.String() })

async function laneFor(analytics: Analytics, { from, to }: IsoRange): Promise<Lane> {
  const [estimate] = await analytics.query(
    sql`SELECT sum(rows) AS rows FROM system.parts
        WHERE database = currentDatabase() AND table = 'events' AND active
          AND partition_id >= ${text(month(from))} AND partition_id <= ${text(month(to))}`,
    Rows,
    { name: 'estimate_rows' },
  )
  return Number(estimate?.rows ?? 0) > MANY_ROWS ? 'heavy' : 'interactive'
}

const month = (iso: string): string => new Date(iso).toISOString().slice(0, 'yyyy-mm'.length).replace('-', '')

/** Limits of the store that a request can meet, in words for who asked; anything else stays an error of ours. */
function tooMuch(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : ''
  if (/Max query size exceeded|Query tree is too big|AST is too big/.test(message))
    throw new AppError(
      'invalid',
      'The report has too many conditions for one question. Leave some out.',
      {},
      cause,
    )
  if (/MEMORY_LIMIT_EXCEEDED/.test(message))
    throw new AppError(
      'limit_exceeded',
      'The report needs more memory than a report may take. Choose a shorter range or fewer values.',
      {},
      cause,
    )
  throw cause
}
