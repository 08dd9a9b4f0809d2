import { type Static, Type } from 'typebox'
import { Question } from './question.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const Name = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '\\S',
  'x-expected': 'a name that can be seen',
})
const Description = Type.String({ maxLength: 4000 })
const Id = Type.String({ minLength: 1, maxLength: 100 })
const Params = Type.Object({ id: Id }, strict)
const Day = Type.String({ format: 'date' })

/** The days that a report looks at unless its reader chooses others. */
export const ReportView = Type.Object(
  {
    period: Type.Optional(
      Type.Enum(['today', 'yesterday', '7d', '30d', '90d', 'month', 'last-month', '12m', 'all'], {
        description: 'Moves with the clock; the last 30 days where nothing is said',
      }),
    ),
    from: Type.Optional({ ...Day, description: 'First day of a fixed range' }),
    to: Type.Optional({ ...Day, description: 'The day after the last' }),
    timezone: Type.Optional(
      Type.String({ maxLength: 100, description: 'IANA time zone; the project’s unless said' }),
    ),
    segment: Type.Optional(Id),
  },
  strict,
)

export type ReportView = Static<typeof ReportView>

const SavedReport = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    question: Question,
    view: ReportView,
    createdAt: Type.String(),
    changedAt: Type.String(),
  },
  strict,
)

export type SavedReport = Static<typeof SavedReport>

const reports = { tag: 'saved reports', access: 'project' } as const

export const listSavedReports = defineRoute({
  ...reports,
  method: 'GET',
  path: '/api/v1/saved-reports',
  summary: 'All saved reports, the last changed first',
  response: Type.Object({ reports: Type.Array(SavedReport) }, strict),
})

export const createSavedReport = defineRoute({
  ...reports,
  method: 'POST',
  path: '/api/v1/saved-reports',
  summary: 'Keep a question under a name',
  body: Type.Object(
    {
      name: Name,
      description: Type.Optional(Description),
      question: Question,
      view: Type.Optional(ReportView),
    },
    strict,
  ),
  response: SavedReport,
  status: 201,
})

export const getSavedReport = defineRoute({
  ...reports,
  method: 'GET',
  path: '/api/v1/saved-reports/:id',
  summary: 'One saved report',
  params: Params,
  response: SavedReport,
})

export const changeSavedReport = defineRoute({
  ...reports,
  method: 'PATCH',
  path: '/api/v1/saved-reports/:id',
  summary: 'Change a saved report; what is left out stays',
  params: Params,
  body: Type.Object(
    {
      name: Type.Optional(Name),
      description: Type.Optional(Description),
      question: Type.Optional(Question),
      view: Type.Optional(ReportView),
    },
    strict,
  ),
  response: SavedReport,
})

export const deleteSavedReport = defineRoute({
  ...reports,
  method: 'DELETE',
  path: '/api/v1/saved-reports/:id',
  summary: 'Delete a saved report; it leaves the boards that it is on',
  params: Params,
  response: Type.Undefined(),
  status: 204,
})

const BoardItem = Type.Object({ report: Id, width: Type.Enum(['half', 'full']) }, strict)

export type BoardItem = Static<typeof BoardItem>

const Board = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    items: Type.Array(BoardItem, { description: 'Saved reports by id, in the order they are shown' }),
    createdAt: Type.String(),
    changedAt: Type.String(),
  },
  strict,
)

export type Board = Static<typeof Board>

const Items = Type.Array(BoardItem, {
  maxItems: 50,
  description: 'All reports of the board, in their order; each at most once',
})

const boards = { tag: 'boards', access: 'project' } as const

export const listBoards = defineRoute({
  ...boards,
  method: 'GET',
  path: '/api/v1/boards',
  summary: 'All boards, by name',
  response: Type.Object({ boards: Type.Array(Board) }, strict),
})

export const createBoard = defineRoute({
  ...boards,
  method: 'POST',
  path: '/api/v1/boards',
  summary: 'Make a board',
  body: Type.Object(
    { name: Name, description: Type.Optional(Description), items: Type.Optional(Items) },
    strict,
  ),
  response: Board,
  status: 201,
})

export const getBoard = defineRoute({
  ...boards,
  method: 'GET',
  path: '/api/v1/boards/:id',
  summary: 'One board',
  params: Params,
  response: Board,
})

export const changeBoard = defineRoute({
  ...boards,
  method: 'PATCH',
  path: '/api/v1/boards/:id',
  summary: 'Change a board; what is left out stays, `items` replaces all of them',
  params: Params,
  body: Type.Object(
    {
      name: Type.Optional(Name),
      description: Type.Optional(Description),
      items: Type.Optional(Items),
    },
    strict,
  ),
  response: Board,
})

export const deleteBoard = defineRoute({
  ...boards,
  method: 'DELETE',
  path: '/api/v1/boards/:id',
  summary: 'Delete a board; its reports stay',
  params: Params,
  response: Type.Undefined(),
  status: 204,
})
