import { randomUUID } from 'node:crypto'
import type { SharedReport } from '@throughline/contract/report-links'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import { makeSecret } from '../../../platform/secret-token.ts'
import type { Author, ExperimentService } from './experiment-service.ts'
import type { ExperimentStore } from './experiment-store.ts'
import type { ReportLinkStore, StoredReportLink } from './report-link-store.ts'
import { reportOf } from './report-of.ts'
import type { ResultsService } from './results-service.ts'

const MOST_LINKS = 20
/** Who holds a link has a report worked out this often at most, however often it is opened. */
const FRESH_MS = 60_000

export interface ReportLinkService {
  /** @throws AppError `not_found` where there is no such experiment */
  list(projectId: string, experiment: string): Promise<StoredReportLink[]>
  /** @throws AppError `invalid` where its time is over already, `limit_exceeded` */
  create(
    projectId: string,
    experiment: string,
    expiresAt: Date | null,
    by: Author,
  ): Promise<{ link: StoredReportLink; secret: string }>
  remove(projectId: string, experiment: string, id: string, by: Author): Promise<void>
  /** @throws AppError `not_found` for a secret of no link, and for one that was turned off or is over */
  open(secret: string): Promise<SharedReport>
}

export interface ReportLinkServiceDependencies {
  readonly links: ReportLinkStore
  readonly experiments: Pick<ExperimentService, 'get'>
  readonly store: Pick<ExperimentStore, 'note'>
  readonly results: ResultsService
  readonly projects: ProjectDirectory
  readonly clock: Clock
}

type Report = Pick<SharedReport, 'report' | 'drawn'>

/** Links that show one experiment's report to people without a login. Each is told in the experiment's history. */
export function reportLinkService(deps: ReportLinkServiceDependencies): ReportLinkService {
  const { links, experiments, store, results, projects, clock } = deps
  const fresh = new Map<string, { readonly report: Promise<Report>; readonly until: number }>()

  const note = (experiment: string, what: string, by: Author) =>
    store.note(experiment, { at: new Date(clock()), what, ofFlag: false, by: by.name })

  const reportFor = async ({ projectId, experiment: id }: StoredReportLink): Promise<Report> => {
    const experiment = await experiments.get(projectId, id)
    const all = await results.of(experiment)
    const { arms, metrics, currency, health } = all
    return {
      report: reportOf(experiment, all),
      drawn: health.state === 'stop' ? null : { arms, metrics, currency },
    }
  }
  const freshReport = (link: StoredReportLink): Promise<Report> => {
    const now = clock()
    for (const [experiment, { until }] of fresh) if (until <= now) fresh.delete(experiment)
    const known = fresh.get(link.experiment)
    if (known) return known.report
    const report = reportFor(link)
    fresh.set(link.experiment, { report, until: now + FRESH_MS })
    report.catch(() => fresh.delete(link.experiment))
    return report
  }

  return {
    async list(projectId, experiment) {
      const { id } = await experiments.get(projectId, experiment)
      return links.list(id, new Date(clock()))
    },

    async create(projectId, experiment, expiresAt, by) {
      const { id } = await experiments.get(projectId, experiment)
      const createdAt = new Date(clock())
      if (expiresAt && expiresAt <= createdAt)
        throw new AppError('invalid', 'expiresAt: it must be in the future.', { field: 'expiresAt' })
      if ((await links.list(id, createdAt)).length >= MOST_LINKS)
        throw new AppError(
          'limit_exceeded',
          `A report has at most ${MOST_LINKS} links that work. Turn off those that nobody needs any more.`,
        )
      const secret = makeSecret('report')
      const link = {
        id: randomUUID(),
        projectId,
        experiment: id,
        hint: secret.slice(-4),
        createdAt,
        by: by.name,
        expiresAt,
      }
      await links.add(link, secret)
      const until = expiresAt ? `until ${expiresAt.toISOString().slice(0, 10)}` : 'until it is turned off'
      await note(id, `The report was shared by a link that ends in ${link.hint}, ${until}.`, by)
      return { link, secret }
    },

    async remove(projectId, experiment, id, by) {
      const { id: of } = await experiments.get(projectId, experiment)
      const link = await links.remove(of, id)
      if (!link) throw new AppError('not_found', `The report has no link with the id "${id}".`)
      await note(of, `The link to the report that ends in ${link.hint} was turned off.`, by)
    },

    async open(secret) {
      const link = await links.findBySecret(secret, new Date(clock()))
      const project = link && projects.byId(link.projectId)
      if (!link || !project)
        throw new AppError(
          'not_found',
          'No report is shown by this link. It was turned off, its time is over, or it was not copied whole.',
        )
      const { name, timezone } = project
      return {
        project: name,
        timezone,
        ...(await freshReport(link)),
        sharedAt: link.createdAt.toISOString(),
        expiresAt: link.expiresAt?.toISOString() ?? null,
      }
    },
  }
}
