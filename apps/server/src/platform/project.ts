import type { IdentityRules } from '@throughline/contract/projects'

/** What any feature may know of a project. */
export interface Project {
  readonly id: string
  readonly name: string
  /** IANA zone in which its days are counted. */
  readonly timezone: string
  /** ISO 4217; the currency of an order that names none. */
  readonly currency: string
  readonly identityRules: IdentityRules
}

/** All projects, from memory: collection asks for each request. A change by another process shows within seconds. */
export interface ProjectDirectory {
  byWriteKey(key: string): Project | undefined
  byId(id: string): Project | undefined
  defaultProject(): Project
  /** The oldest first. */
  all(): readonly Project[]
}

/** The currency of an order that names none; that of the default project where this one is gone. */
export const currencyOf = (projects: ProjectDirectory, projectId: string): string =>
  (projects.byId(projectId) ?? projects.defaultProject()).currency
