import {
  changeSavedReport,
  createSavedReport,
  deleteSavedReport,
  getSavedReport,
  listSavedReports,
  type SavedReport,
} from '@throughline/contract/boards'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { SavedReportService } from './saved-report-service.ts'
import type { StoredReport } from './saved-report-store.ts'

export const savedReportEndpoints = (reports: SavedReportService): Endpoint[] => [
  endpoint(listSavedReports, async ({ access }) => ({
    reports: (await reports.list(access.projectId)).map(view),
  })),
  endpoint(createSavedReport, async ({ access, body }) => view(await reports.create(access.projectId, body))),
  endpoint(getSavedReport, async ({ access, params }) =>
    view(await reports.get(access.projectId, params.id)),
  ),
  endpoint(changeSavedReport, async ({ access, params, body }) =>
    view(await reports.change(access.projectId, params.id, body)),
  ),
  endpoint(deleteSavedReport, async ({ access, params }) => {
    await reports.remove(access.projectId, params.id)
    return undefined
  }),
]

const view = ({ createdAt, changedAt, ...report }: StoredReport): SavedReport => ({
  ...report,
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
})
