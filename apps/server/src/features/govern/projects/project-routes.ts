import { changeProject, getProject, type Project as ProjectView } from '@throughline/contract/projects'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { ProjectService } from './project-service.ts'
import type { StoredProject } from './project-store.ts'

export const projectEndpoints = (projects: ProjectService): Endpoint[] => [
  endpoint(getProject, ({ access }) => view(projects.get(access.projectId))),
  endpoint(changeProject, async ({ access, body }) => view(await projects.change(access.projectId, body))),
]

const view = (project: StoredProject): ProjectView => ({
  id: project.id,
  name: project.name,
  timezone: project.timezone,
  currency: project.currency,
  writeKey: project.writeKeys[0] ?? '',
  identityRules: project.identityRules,
  createdAt: project.createdAt.toISOString(),
})
