import { bucketsOf, startOfBucket } from '../../../platform/calendar.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Project, ProjectDirectory } from '../../../platform/project.ts'
import type { AlertService } from './alert-service.ts'
import type { FindingRegister } from './finding-register.ts'
import type { FindingStore } from './finding-store.ts'
import type { FrictionPeriod } from './friction-period.ts'
import type { ResultService } from './result-service.ts'

const DAY = 86_400_000
const HOUR = DAY / 24
const FULL_DAYS = 30
/** A run that failed is not tried again before. */
const RETRY_MS = HOUR

export interface DailyService {
  /** Runs for each project whose last daily run is a day old; a project without any event has none. */
  runDue(): Promise<void>
}

export interface DailyServiceDependencies {
  readonly results: Pick<ResultService, 'run'>
  readonly register: Pick<FindingRegister, 'observe'>
  readonly store: Pick<FindingStore, 'lastDailyRun' | 'keepDailyRun'>
  readonly alerts: Pick<AlertService, 'note'>
  readonly projects: Pick<ProjectDirectory, 'all'>
  readonly log: { lastSeq(): number }
  readonly clock: Clock
  readonly onFailure: (error: unknown) => void
}

/** Follows findings from day to day: what they cost, which are gone, and what is to be told. */
export function dailyService(deps: DailyServiceDependencies): DailyService {
  const { results, register, store, alerts, projects, log, clock, onFailure } = deps
  const failedAt = new Map<string, number>()

  const run = async (project: Project): Promise<void> => {
    const now = clock()
    const period = trailingPeriod(now, project.timezone)
    const stored = await results.run(project.id, period)
    await register.observe(project.id, period, stored.result.findings)
    await alerts.note(project.id, stored)
    await store.keepDailyRun(project.id, new Date(now))
  }

  const isDue = async ({ id }: Project): Promise<boolean> => {
    const now = clock()
    if (now - (failedAt.get(id) ?? Number.NEGATIVE_INFINITY) < RETRY_MS) return false
    const last = await store.lastDailyRun(id)
    return last === undefined || now - last.getTime() >= DAY
  }

  return {
    async runDue() {
      if (log.lastSeq() === 0) return
      for (const project of projects.all()) {
        try {
          if (await isDue(project)) await run(project)
        } catch (error) {
          failedAt.set(project.id, clock())
          onFailure(error)
        }
      }
    },
  }
}

/** The last 30 whole days of a zone's calendar and today, up to the last full hour. */
function trailingPeriod(now: number, timezone: string): FrictionPeriod {
  const calendar = { zone: timezone, interval: 'day', weekStartsOn: 'monday' } as const
  const moment = { from: new Date(now).toISOString(), to: new Date(now + 1).toISOString() }
  const today = bucketsOf(moment, calendar).origin
  return {
    from: new Date(startOfBucket(today - FULL_DAYS, calendar)).toISOString(),
    to: new Date(now - (now % HOUR)).toISOString(),
    timezone,
  }
}
