import type { FindingDetail } from '@throughline/contract/friction'
import { profileIdOf } from '../../../platform/events/person-key.ts'
import type { Recordings } from '../../listen/recordings/index.ts'
import type { AffectedSession } from './analysis/analysis-result.ts'
import type { EvidenceQueries } from './evidence-queries.ts'
import type { IdentifiedFinding } from './finding-register.ts'
import type { EvidenceQuestion } from './queries/affected-events.ts'
import { SAID_WITHIN_DAYS, type VerbatimRow } from './queries/evidence-verbatims.ts'

const MOST_RECORDINGS = 5
const MOST_VERBATIMS = 20
/** A recording may begin a moment after what it was begun for, and ends a moment before the page is left. */
const MARGIN_MS = 5_000

/** Pieces of evidence that a finding's page shows. */
export type Evidence = Pick<FindingDetail, 'recordings' | 'verbatims' | 'vitals' | 'requests'>

export interface EvidenceService {
  /** All that there is on one finding, read now. */
  of(projectId: string, finding: IdentifiedFinding): Promise<Evidence>
  /** Affected sessions with a recording, at most five of each finding, by finding; one look-up for all. */
  recorded(projectId: string, findings: readonly IdentifiedFinding[]): Promise<Map<string, string[]>>
}

/** Looks up what the affected saw, said, waited for and were refused. */
export function evidenceService(
  queries: EvidenceQueries,
  recordings: Pick<Recordings, 'ofSessions'>,
): EvidenceService {
  const recordingsOf = async (projectId: string, affected: readonly AffectedSession[]) => {
    const found = await recordings.ofSessions(
      projectId,
      affected.map(({ session }) => session),
    )
    return Map.groupBy(found, ({ sessionId }) => sessionId)
  }

  type BySession = Awaited<ReturnType<typeof recordingsOf>>

  /** The recording that shows a session at its moment. Session ids are the sender's: the person must be the same too. */
  const showing = (recorded: BySession, { session, profile, at }: AffectedSession) =>
    recorded
      .get(session)
      ?.find(
        ({ profileId, startedAt, endedAt }) =>
          (profileId === null || profileId === profileIdOf(profile)) &&
          at >= startedAt.getTime() - MARGIN_MS &&
          at <= endedAt.getTime() + MARGIN_MS,
      )

  const mostTelling = async (
    projectId: string,
    affected: readonly AffectedSession[],
  ): Promise<Evidence['recordings']> => {
    const recorded = await recordingsOf(projectId, affected)
    return affected
      .flatMap((one) => {
        const recording = showing(recorded, one)
        if (!recording) return []
        const into = Math.min(one.at, recording.endedAt.getTime()) - recording.startedAt.getTime()
        const seenOn = [recording.device, recording.browser].filter(Boolean).join(', ')
        return {
          recordingId: recording.id,
          sessionId: one.session,
          profileId: profileIdOf(one.profile),
          at: new Date(one.at).toISOString(),
          offsetMs: Math.max(into, 0),
          summary: [seenOn, one.left ? 'went no further' : 'got through in the end']
            .filter(Boolean)
            .join(': '),
        }
      })
      .slice(0, MOST_RECORDINGS)
  }

  return {
    async of(projectId, finding) {
      const { affected, where, when, signal } = finding
      if (affected.length === 0) return { recordings: [], verbatims: [], vitals: [], requests: [] }
      const question: EvidenceQuestion = {
        projectId,
        range: { from: when.from, to: when.to },
        path: where.path,
        signal,
        affected,
      }
      const [shown, said, vitals, requests] = await Promise.all([
        mostTelling(projectId, affected),
        queries.verbatims(question),
        // Of no page in particular they would be those of the whole site.
        where.path === null ? [] : queries.vitals(question),
        queries.requests(question),
      ])
      return {
        recordings: shown,
        verbatims: mostApt(said, affected),
        vitals,
        requests: requests.map(({ url, status, sessions }) => ({
          url,
          status: status === '' || status === '0' ? 'no answer' : status,
          sessions,
        })),
      }
    },

    async recorded(projectId, findings) {
      const first = findings.flatMap(({ affected }) => affected)
      if (first.length === 0) return new Map()
      const recorded = await recordingsOf(projectId, first)
      return new Map(
        findings.map(({ id, affected }) => [
          id,
          affected
            .filter((one) => showing(recorded, one))
            .slice(0, MOST_RECORDINGS)
            .map(({ session }) => session),
        ]),
      )
    },
  }
}

/** What the affected said within a week of meeting it, and others on its page: low scores first, then who met it most lately. */
function mostApt(rows: readonly VerbatimRow[], affected: readonly AffectedSession[]): Evidence['verbatims'] {
  const met = Map.groupBy(affected, ({ profile }) => profile)
  /** Since its person met it last; null where that was never, or too long ago. */
  const sinceMet = ({ profile, ms }: VerbatimRow): number | null => {
    const after = (met.get(profile) ?? []).map(({ at }) => Number(ms) - at).filter((time) => time >= 0)
    const nearest = Math.min(...after)
    return nearest < SAID_WITHIN_DAYS * 86_400_000 ? nearest : null
  }
  return rows
    .map((row) => ({ row, afterMs: sinceMet(row) }))
    .filter(({ row, afterMs }) => afterMs !== null || row.here === 1)
    .sort(
      (a, b) =>
        b.row.low - a.row.low ||
        Number(a.afterMs === null) - Number(b.afterMs === null) ||
        (a.afterMs ?? 0) - (b.afterMs ?? 0) ||
        Number(b.row.ms) - Number(a.row.ms),
    )
    .slice(0, MOST_VERBATIMS)
    .map(({ row, afterMs }) => ({
      text: row.words,
      score: row.score,
      metric: row.metric || null,
      at: new Date(Number(row.ms)).toISOString(),
      afterMs,
      profileId: profileIdOf(row.profile),
    }))
}
