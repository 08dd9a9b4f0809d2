import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import { checkedZone } from '../../../platform/time-zone.ts'
import type { NewReport, SavedReportStore, StoredReport } from './saved-report-store.ts'

export interface SavedReportService {
  list(projectId: string): Promise<StoredReport[]>
  /** @throws AppError `not_found` */
  get(projectId: string, id: string): Promise<StoredReport>
  /** @throws AppError `invalid` where the view makes no range */
  create(
    projectId: string,
    report: Partial<NewReport> & Pick<NewReport, 'name' | 'question'>,
  ): Promise<StoredReport>
  /** @throws AppError `not_found`, or `invalid` as `create` */
  change(projectId: string, id: string, change: Partial<NewReport>): Promise<StoredReport>
  /** @throws AppError `not_found` */
  remove(projectId: string, id: string): Promise<void>
}

/** Questions kept under a name. Whether they can be answered shows when they are asked. */
export function savedReportService(store: SavedReportStore, clock: Clock): SavedReportService {
  return {
    list: (projectId) => store.list(projectId),

    async get(projectId, id) {
      checkStorable(id, 'id')
      const report = await store.find(projectId, id)
      if (!report) throw noReport(id)
      return report
    },

    async create(projectId, { name, description = '', question, view = {} }) {
      check({ name, description, question, view })
      return store.add(projectId, { name: name.trim(), description, question, view }, new Date(clock()))
    },

    async change(projectId, id, change) {
      check(change)
      checkStorable(id, 'id')
      const { name } = change
      const trimmed = name === undefined ? change : { ...change, name: name.trim() }
      const report = await store.change(projectId, id, trimmed, new Date(clock()))
      if (!report) throw noReport(id)
      return report
    },

    async remove(projectId, id) {
      checkStorable(id, 'id')
      if (!(await store.remove(projectId, id))) throw noReport(id)
    },
  }
}

function check(report: Partial<NewReport>): void {
  checkStorable(report)
  const { from, to, timezone } = report.view ?? {}
  if ((from === undefined) !== (to === undefined))
    throw invalid('view', 'a fixed range needs both from and to. Give both, or a period.')
  if (from !== undefined && to !== undefined && from >= to)
    throw invalid('view.to', `must be after from (${from}).`)
  if (timezone !== undefined) checkedZone(timezone, 'view.timezone')
}

const invalid = (field: string, reason: string): AppError =>
  new AppError('invalid', `${field}: ${reason}`, { field })

const noReport = (id: string): AppError =>
  new AppError('not_found', `No saved report has the id "${id}".`, { field: 'id' })
