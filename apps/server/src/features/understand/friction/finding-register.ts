import { hash, randomBytes } from 'node:crypto'
import type { Clock } from '../../../platform/clock.ts'
import type { AnalysedFinding, AnalysisResult } from './analysis/analysis-result.ts'
import { type FindingKey, matchFindings } from './finding-key.ts'
import { lastingDays, lifeAfter } from './finding-life.ts'
import type { FindingRecord } from './finding-record.ts'
import type { FindingStore } from './finding-store.ts'
import type { FrictionPeriod } from './friction-period.ts'

/** A run over a period that ends before this says nothing of what is now. */
const CURRENT_MS = 2 * 86_400_000
/** Findings and observations are remembered for so long. */
const REMEMBERED_MS = 400 * 86_400_000
/** Of a session's hash: enough to know it again among some thousands, and nothing to find it by. */
const HASH_DIGITS = 12

export type IdentifiedFinding = AnalysedFinding & { readonly id: string }

/** Says whether so many people came to a finding's place of late that it would have been met. */
export type PlaceIsMet = (
  projectId: string,
  key: Pick<FindingKey, 'where' | 'who'>,
  to: Date,
) => Promise<boolean>

export interface FindingRegister {
  /**
   * Gives each finding of a run the id that it has had, or a new one. What became of those that are known is noted by the
   * daily run alone: a finding's life must not depend on which period somebody opened.
   */
  identify(
    projectId: string,
    period: FrictionPeriod,
    findings: AnalysisResult['findings'],
  ): Promise<IdentifiedFinding[]>
  /** Notes what a daily run measured, and which findings it missed. */
  observe(projectId: string, period: FrictionPeriod, findings: readonly IdentifiedFinding[]): Promise<void>
}

/** Knows findings again. Runs must come one after another: two at once would each make a finding of the same friction. */
export function findingRegister(store: FindingStore, placeIsMet: PlaceIsMet, clock: Clock): FindingRegister {
  return {
    async identify(projectId, { to: end }, findings) {
      const [now, to] = [new Date(clock()), new Date(end)]
      const known = await store.all(projectId)
      const keys = findings.map(recognisable)
      const matches = matchFindings(known, keys)
      const identified: IdentifiedFinding[] = []
      for (const [index, finding] of findings.entries()) {
        const key = keys[index] ?? recognisable(finding)
        const record = matches.get(index)
        identified.push({ ...finding, id: record?.id ?? (await add(projectId, finding, key, { now, to })) })
      }
      return identified
    },

    async observe(projectId, { to: end }, findings) {
      const [now, to] = [new Date(clock()), new Date(end)]
      const found = new Set(findings.map(({ id }) => id))
      for (const { id, moneyAtRisk, sessions, ...finding } of findings) {
        const { estimate, low, high } = moneyAtRisk
        const days = lastingDays(finding)
        await store.observe(id, { at: now, estimate, low, high, days, affected: sessions.affected })
      }
      for (const record of await store.all(projectId)) {
        const finding = findings.find(({ id }) => id === record.id)
        if (finding) {
          const { life, lines } = lifeAfter(record, { now, to, finding, placeMet: true })
          const told = lines.map((what) => ({ at: now, what, by: null }))
          await store.change(record.id, { ...(to >= record.foundTo && recognisable(finding)), ...life }, told)
        }
        if (found.has(record.id) || record.fixedAt) continue
        const placeMet = await placeIsMet(projectId, record, to)
        const { life, lines } = lifeAfter(record, { now, to, finding: undefined, placeMet })
        await store.change(
          record.id,
          life,
          lines.map((what) => ({ at: now, what, by: null })),
        )
      }
      await store.forgetBefore(projectId, new Date(now.getTime() - REMEMBERED_MS))
    },
  }

  async function add(
    projectId: string,
    finding: AnalysedFinding,
    key: Recognisable,
    { now, to }: { now: Date; to: Date },
  ): Promise<string> {
    const id = randomBytes(8).toString('hex')
    const record: FindingRecord = {
      ...key,
      id,
      projectId,
      firstSeenAt: now,
      foundTo: to,
      missingSince: null,
      fixedAt: null,
      backAt: null,
      toldFor: null,
      mark: 'none',
      markedAt: null,
      reason: null,
      owner: null,
    }
    // One that had ended when it was first seen is fixed from the start.
    const { life } = lifeAfter(record, { now, to, finding, placeMet: true })
    const since = finding.when.beganInPeriod ? 'began' : 'has been there since before'
    await store.add(
      { ...record, ...(now.getTime() - to.getTime() <= CURRENT_MS && life) },
      {
        at: now,
        what: `Found first; it ${since} ${finding.when.from.slice(0, 'yyyy-mm-dd'.length)}.`,
        by: null,
      },
    )
    return id
  }
}

type Recognisable = Pick<FindingRecord, 'signal' | 'where' | 'who' | 'title' | 'sessions'>

const recognisable = ({ signal, where, who, title, affected }: AnalysedFinding): Recognisable => ({
  signal: storable(signal),
  where: {
    step: storable(where.step),
    path: where.path === null ? null : storable(where.path),
    element: where.element === null ? null : storable(where.element),
    ...(where.detail !== undefined && { detail: storable(where.detail) }),
  },
  who: Object.fromEntries(Object.entries(who).map(([field, value]) => [storable(field), storable(value)])),
  title: storable(title),
  sessions: affected.map(({ session }) => hash('sha256', session, 'hex').slice(0, HASH_DIGITS)),
})

/** What senders name may hold what PostgreSQL's text does not. */
const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed()
