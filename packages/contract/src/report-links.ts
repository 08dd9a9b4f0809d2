import { type Static, Type } from 'typebox'
import { ExperimentReport, ExperimentResults } from './experiment-results.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 100 })
const Time = Type.String({ description: 'ISO 8601, UTC' })

const ReportLink = Type.Object(
  {
    id: Type.String(),
    hint: Type.String({ description: 'The last four characters of its secret, to tell links apart' }),
    createdAt: Time,
    by: Type.Union([Type.String(), Type.Null()], {
      description: 'Name of who made it; null where a token did',
    }),
    expiresAt: Type.Union([Time, Type.Null()], { description: 'Null: until it is turned off' }),
  },
  { ...strict, title: 'ReportLink' },
)

export type ReportLink = Static<typeof ReportLink>

const OfExperiment = Type.Object({ id: Id }, strict)
const shared = { tag: 'experiments', access: 'project' } as const

export const listReportLinks = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/experiments/:id/report/links',
  summary: 'Links that show this report without a login, as long as they work; without their secrets',
  params: OfExperiment,
  response: Type.Object({ links: Type.Array(ReportLink) }, strict),
})

export const createReportLink = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/experiments/:id/report/links',
  summary:
    'Make a link that shows this report, and nothing else, without a login; the secret is in this answer and nowhere else. The page is /shared/report#token=<secret>',
  params: OfExperiment,
  body: Type.Object(
    {
      expiresAt: Type.Optional(
        Type.String({ format: 'date-time', description: 'Unless said, it works until it is turned off' }),
      ),
    },
    strict,
  ),
  response: Type.Object({ link: ReportLink, secret: Type.String() }, strict),
  status: 201,
})

export const removeReportLink = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/api/v1/experiments/:id/report/links/:link',
  summary: 'Turn a link off; who opens it from then on sees nothing',
  params: Type.Object({ id: Id, link: Id }, strict),
  response: Type.Undefined(),
  status: 204,
})

export const SharedReport = Type.Object(
  {
    project: Type.String({ description: 'Its name' }),
    timezone: Type.String({ description: 'IANA' }),
    report: ExperimentReport,
    drawn: Type.Union([Type.Pick(ExperimentResults, ['arms', 'metrics', 'currency']), Type.Null()], {
      description: 'The numbers of its picture; null where no number may be trusted',
    }),
    sharedAt: Time,
    expiresAt: ReportLink.properties.expiresAt,
  },
  { ...strict, title: 'SharedReport' },
)

export type SharedReport = Static<typeof SharedReport>

/** The secret goes in the header `Authorization: Bearer …`, so that no address and no log has it. */
export const getSharedReport = defineRoute({
  tag: 'experiments',
  access: 'report_link',
  method: 'GET',
  path: '/api/v1/shared-report',
  summary: 'The report that a link shows, by the link’s secret as bearer token; at most a minute old',
  response: SharedReport,
})
