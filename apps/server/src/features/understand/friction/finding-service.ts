import type { Finding, FindingDetail, FindingMark, FrictionAnswer } from '@throughline/contract/friction'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { currencyOf, type ProjectDirectory } from '../../../platform/project.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import type { ActionStore, FindingAction } from './action-store.ts'
import type { Evidence, EvidenceService } from './evidence-service.ts'
import { stateOf } from './finding-life.ts'
import type { FindingRecord, FindingWord, Observation } from './finding-record.ts'
import type { IdentifiedFinding } from './finding-register.ts'
import type { FindingStore } from './finding-store.ts'
import type { FrictionPeriod } from './friction-period.ts'
import { releaseEffects } from './release-effects.ts'
import type { ReleaseService } from './release-service.ts'
import type { ResultService } from './result-service.ts'

/** States compare observations of so many days. */
const LOOK_BACK_MS = 60 * 86_400_000
/** Evidence is remembered of so many findings that were opened. */
const MOST_REMEMBERED = 200

/** What the team may say; what is left out stays. */
interface FindingWordChange {
  readonly mark?: FindingMark
  readonly reason?: string | null
  readonly owner?: string | null
}

export interface FindingService {
  list(projectId: string, period: FrictionPeriod): Promise<FrictionAnswer>
  /** @throws AppError `not_found` for an id that no run ever gave */
  detail(projectId: string, id: string, period: FrictionPeriod): Promise<FindingDetail>
  /**
   * @param by who says it, for the history; null for a token
   * @throws AppError `not_found`, or `invalid` where it is to be ignored without a reason
   */
  mark(
    projectId: string,
    id: string,
    change: FindingWordChange,
    by: string | null,
  ): Promise<Pick<FindingWord, 'mark' | 'reason' | 'owner'>>
  /** Notes what was done about it, or what came of that. @throws AppError `not_found` */
  act(projectId: string, id: string, action: FindingAction): Promise<void>
  /** Takes some people out of all that is kept. */
  forget(projectId: string, profiles: readonly string[]): Promise<void>
}

export interface FindingServiceDependencies {
  readonly results: Pick<ResultService, 'look' | 'forget'>
  readonly store: FindingStore
  readonly actions: ActionStore
  readonly evidence: EvidenceService
  readonly releases: Pick<ReleaseService, 'list'>
  readonly projects: ProjectDirectory
  readonly clock: Clock
}

/** Findings as they are answered: what a run found, what became of it, and what the team said. */
export function findingService(deps: FindingServiceDependencies): FindingService {
  const { results, store, actions, evidence, releases, projects, clock } = deps
  const remembered = new Map<string, Evidence>()

  const known = async (projectId: string, id: string): Promise<FindingRecord> => {
    checkStorable(id, 'id')
    const record = await store.find(projectId, id)
    if (!record) throw new AppError('not_found', `No finding has the id "${id}".`, { field: 'id' })
    return record
  }

  const remember = (key: string, found: Evidence) => {
    if (remembered.size >= MOST_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '')
    remembered.set(key, found)
  }

  const sinceLookBack = () => new Date(clock() - LOOK_BACK_MS)

  return {
    async list(projectId, period) {
      const { status, problem, stored } = await results.look(projectId, period)
      const currency = currencyOf(projects, projectId)
      if (!stored) return { ...emptyAnswer, status, problem, currency }
      const { findings, ...result } = stored.result
      const [records, observations, done, recorded] = await Promise.all([
        store.all(projectId),
        store.observations(projectId, sinceLookBack()),
        actions.all(projectId),
        evidence.recorded(projectId, findings),
      ])
      const byId = new Map(records.map((record) => [record.id, record]))
      const at = { now: new Date(clock()), to: new Date(period.to) }
      return {
        ...result,
        status,
        problem,
        computedAt: stored.computedAt.toISOString(),
        findings: findings
          .map((finding) => {
            const seen = remembered.get(memoryKey(projectId, finding.id, period))
            return publicFinding(finding, byId.get(finding.id), observations.get(finding.id), at, {
              actions: done.get(finding.id) ?? [],
              recordings: recorded.get(finding.id) ?? [],
              verbatims: seen?.verbatims ?? [],
              vitals: seen?.vitals ?? [],
            })
          })
          .sort((a, b) => b.moneyAtRisk.estimate - a.moneyAtRisk.estimate),
      }
    },

    async detail(projectId, id, period) {
      await known(projectId, id)
      const { status, stored } = await results.look(projectId, period)
      // Read after the run, which may have told something of it.
      const [record, history] = await Promise.all([known(projectId, id), store.history(id)])
      const told = history.map(({ at, what, by }) => ({ at: at.toISOString(), what, by }))
      const currency = currencyOf(projects, projectId)
      const finding = stored?.result.findings.find((one) => one.id === id)
      if (!stored || !finding) return { ...emptyDetail, status, currency, history: told }
      const [found, observations, done, marks] = await Promise.all([
        evidence.of(projectId, finding),
        store.observations(projectId, sinceLookBack()),
        actions.all(projectId),
        releases.list(projectId, period),
      ])
      remember(memoryKey(projectId, id, period), found)
      const { naive, sensitivity, funnel, hit, covariates, balance } = finding
      const at = { now: new Date(clock()), to: new Date(period.to) }
      return {
        status,
        currency: stored.result.currency,
        finding: publicFinding(finding, record, observations.get(id), at, {
          ...found,
          actions: done.get(id) ?? [],
          recordings: found.recordings.map(({ sessionId }) => sessionId),
        }),
        naive,
        sensitivity,
        funnel,
        hit,
        covariates,
        balance,
        ...found,
        releases: releaseEffects(marks, finding.course, stored.period),
        history: told,
      }
    },

    async mark(projectId, id, change, by) {
      checkStorable(change)
      const record = await known(projectId, id)
      const now = new Date(clock())
      const word = wordAfter(record, change)
      const lines = linesOf(record, word).map((what) => ({ at: now, what, by }))
      await store.change(id, { ...word, ...(word.mark !== record.mark && { markedAt: now }) }, lines)
      return word
    },

    async act(projectId, id, action) {
      await known(projectId, id)
      await actions.keep(id, action)
    },

    async forget(projectId, profiles) {
      await results.forget(projectId, profiles)
      remembered.clear()
    },
  }
}

const memoryKey = (projectId: string, id: string, { from, to, timezone }: FrictionPeriod): string =>
  JSON.stringify([projectId, id, from, to, timezone])

function publicFinding(
  analysed: IdentifiedFinding,
  record: FindingRecord | undefined,
  observations: readonly Observation[] = [],
  at: { readonly now: Date; readonly to: Date },
  found: {
    readonly actions: readonly FindingAction[]
    readonly recordings: readonly string[]
  } & Pick<Evidence, 'verbatims' | 'vitals'>,
): Finding {
  const { affected, naive, sensitivity, funnel, hit, covariates, balance, ...finding } = analysed
  return {
    ...finding,
    state: record ? stateOf(record, observations, finding, at) : 'ongoing',
    mark: record?.mark ?? 'none',
    reason: record?.reason ?? null,
    owner: record?.owner ?? null,
    evidence: {
      recordings: [...found.recordings],
      verbatims: found.verbatims.map(({ text }) => text),
      vitals: Object.fromEntries(
        found.vitals.flatMap(({ metric, affected: p75 }) => (p75 === null ? [] : [[metric, p75]])),
      ),
    },
    actions: found.actions.map((action) => ({ ...action, at: action.at.toISOString() })),
  }
}

/** A reason belongs to the mark it was given with. */
function wordAfter(
  record: FindingWord,
  { mark = record.mark, ...change }: FindingWordChange,
): Pick<FindingWord, 'mark' | 'reason' | 'owner'> {
  const owner = change.owner === undefined ? record.owner : trimmed(change.owner, 'owner')
  const kept = mark === record.mark ? record.reason : null
  const reason = change.reason === undefined ? kept : trimmed(change.reason, 'reason')
  if (mark === 'ignored' && reason === null)
    throw new AppError('invalid', 'reason: is missing. Say why it is ignored, for those who ask later.', {
      field: 'reason',
    })
  return { mark, reason, owner }
}

function trimmed(text: string | null, field: string): string | null {
  if (text === null) return null
  const said = text.trim()
  if (said === '')
    throw new AppError('invalid', `${field}: has nothing but spaces. Expected words, or null.`, { field })
  return said
}

const markLines: Readonly<Record<FindingMark, string>> = {
  none: 'The mark was taken off.',
  watched: 'Watched.',
  ignored: 'Ignored',
  fixed: 'Marked as fixed.',
}

function linesOf(before: FindingWord, after: Pick<FindingWord, 'mark' | 'reason' | 'owner'>): string[] {
  const newMark = before.mark !== after.mark
  const newReason = before.reason !== after.reason && after.reason !== null
  return [
    ...(after.mark === 'ignored' && (newMark || newReason) ? [`Ignored: ${after.reason}`] : []),
    ...(after.mark !== 'ignored' && newMark ? [markLines[after.mark]] : []),
    ...(after.mark !== 'ignored' && newReason ? [`Noted: ${after.reason}`] : []),
    ...(before.owner === after.owner
      ? []
      : [after.owner ? `Assigned to ${after.owner}.` : 'No longer assigned.']),
  ]
}

/** Until there is a result. */
const emptyAnswer = {
  method: '',
  computedAt: null,
  sessions: 0,
  orders: 0,
  revenue: 0,
  steps: [],
  tried: 0,
  findings: [],
  withheld: [],
} satisfies Partial<FrictionAnswer>

const emptyDetail = {
  finding: null,
  naive: null,
  sensitivity: null,
  funnel: [],
  hit: [],
  recordings: [],
  verbatims: [],
  vitals: [],
  requests: [],
  releases: [],
  covariates: [],
  balance: null,
} satisfies Partial<FindingDetail>
