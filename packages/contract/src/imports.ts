import { type Static, type TSchema, Type } from 'typebox'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const Count = Type.Integer({ minimum: 0 })
const Column = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'A name of the header line; without one: column 1, column 2 …',
})
const Zone = Type.String({ maxLength: 100, description: 'IANA time zone, such as Europe/Berlin' })

/** `segment`: one message of the Segment protocol a line, as JSON. `access_log`: common or combined log format. */
export const importFormats = ['segment', 'csv', 'access_log'] as const

export type ImportFormat = (typeof importFormats)[number]

/** What stands between two fields of a CSV file; `spaces` is any run of blanks, as in aligned tables. */
export const csvDelimiters = [',', ';', '\t', '|', 'spaces'] as const

/** How the text of a column becomes a value of the event. */
export const csvTypes = ['text', 'number', 'boolean', 'json'] as const

const FixedOrColumn = Type.Union([
  Type.Object({ value: Type.String({ minLength: 1, maxLength: 1000 }) }, strict),
  Type.Object({ column: Column }, strict),
])

const MappedColumn = Type.Object(
  {
    column: Column,
    name: Type.String({ minLength: 1, maxLength: 500, description: 'What the value is called in the event' }),
    type: Type.Enum(csvTypes),
  },
  strict,
)

export type MappedColumn = Static<typeof MappedColumn>

const CsvMapping = Type.Object(
  {
    format: Type.Literal('csv'),
    delimiter: Type.Enum(csvDelimiters),
    header: Type.Boolean({ description: 'Whether the first line names the columns' }),
    decimal: Type.Enum(['.', ','], { description: 'What parts a number’s whole from its fraction' }),
    type: Type.Enum(['track', 'page', 'screen', 'identify'], { description: 'What each row is' }),
    event: Type.Optional(FixedOrColumn),
    timestamp: Type.Object(
      {
        column: Column,
        layout: Type.String({
          maxLength: 50,
          description: 'iso, seconds, milliseconds, or letters such as YYYYMMDD or DD.MM.YYYY HH:mm:ss',
        }),
        timezone: Type.Optional(Zone),
      },
      strict,
    ),
    userId: Type.Optional(Column),
    anonymousId: Type.Optional(Column),
    email: Type.Optional(Column),
    phone: Type.Optional(Column),
    card: Type.Optional(Column),
    orderId: Type.Optional(Column),
    revenue: Type.Optional(Column),
    currency: Type.Optional(FixedOrColumn),
    properties: Type.Array(MappedColumn, { maxItems: 500 }),
    traits: Type.Array(MappedColumn, {
      maxItems: 500,
      description: 'Of the person: each row that has one also becomes an identify event',
    }),
  },
  strict,
)

export type CsvMapping = Static<typeof CsvMapping>

const AccessLogMapping = Type.Object(
  {
    format: Type.Literal('access_log'),
    site: Type.Optional(
      Type.String({
        pattern: '^https?://[^/\\s]+$',
        'x-expected': 'an address without a path, such as https://www.example.com',
        maxLength: 300,
        description:
          'The site’s own address, such as https://www.example.com: visits from it are no referrals',
      }),
    ),
    assets: Type.Boolean({
      description: 'Whether people’s requests for images, scripts … become events too',
    }),
  },
  strict,
)

export type AccessLogMapping = Static<typeof AccessLogMapping>

const SegmentMapping = Type.Object({ format: Type.Literal('segment') }, strict)

/** How the rows of a file become events. A mapping file for the command line holds the same JSON. */
export const ImportMapping = Type.Union([SegmentMapping, CsvMapping, AccessLogMapping])

export type ImportMapping = Static<typeof ImportMapping>

const InspectedColumn = Type.Object(
  {
    name: Column,
    type: Type.Enum(['text', 'number', 'boolean', 'json', 'time', 'empty']),
    examples: Type.Array(Type.String(), { description: 'Up to three different values' }),
  },
  strict,
)

export type InspectedColumn = Static<typeof InspectedColumn>

/** What a look at the first part of a file tells. */
const Inspection = Type.Object(
  {
    format: Type.Enum(importFormats),
    compressed: Type.Boolean(),
    encoding: Type.Enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
    columns: Type.Array(InspectedColumn, { description: 'Of a CSV file; else empty' }),
    table: Type.Optional(
      Type.Pick(CsvMapping, ['delimiter', 'header', 'decimal'], {
        ...strict,
        description: 'Of a CSV file: how its rows are split, known also where no mapping could be guessed',
      }),
    ),
    notes: Type.Array(Type.String(), { description: 'What a person should know, in sentences' }),
  },
  strict,
)

export type Inspection = Static<typeof Inspection>

/**
 * What became of a row. `event`: it is in the log now (in a dry run: it would be). Of an access log, `page` is a person's
 * page view; `asset` a person's image, script or the like; `bot` a program's request; `error` one that was answered by
 * 4xx or 5xx; `other` neither (a redirect, a form sent, a feed).
 */
export const rowOutcomes = [
  'event',
  'page',
  'asset',
  'bot',
  'error',
  'other',
  'blank',
  'header',
  'rejected',
] as const

export type RowOutcome = (typeof rowOutcomes)[number]

const Rejections = Type.Object(
  {
    reason: Type.String({ description: 'What was wrong and what was expected' }),
    rows: Count,
    lines: Type.Array(Type.Integer({ minimum: 1 }), { description: 'The first line numbers, from 1' }),
  },
  strict,
)

const SampleRow = Type.Object(
  {
    line: Type.Integer({ minimum: 1 }),
    outcome: Type.Enum(rowOutcomes),
    reason: nullable(Type.String({ description: 'Why it was rejected' })),
    messages: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
      description: 'The events that the row becomes, Segment-shaped',
    }),
  },
  strict,
)

export type SampleRow = Static<typeof SampleRow>

const Run = Type.Object(
  {
    startedAt: Type.String(),
    endedAt: nullable(Type.String()),
    bytes: Type.Integer({ minimum: 0, description: 'Of the file as it was uploaded, read so far' }),
    totalBytes: Count,
    rows: Type.Integer({ minimum: 0, description: 'Lines, or records of a CSV file, read so far' }),
    events: Type.Integer({ minimum: 0, description: 'Made of them' }),
    added: Type.Integer({
      minimum: 0,
      description: 'Of these, new to the log: a repeated import adds none. 0 in a dry run',
    }),
    outcomes: Type.Array(Type.Object({ outcome: Type.Enum(rowOutcomes), rows: Count }, strict)),
    rejections: Type.Array(Rejections, { description: 'Most frequent first, at most 50' }),
    samples: Type.Array(SampleRow, { description: 'The first rows, a few of each outcome' }),
    rowsPerSecond: Type.Number({ minimum: 0 }),
    secondsLeft: nullable(Type.Number({ minimum: 0 })),
  },
  strict,
)

export type ImportRun = Static<typeof Run>

/**
 * uploading → ready → (checking → ready) → queued → running → done. A running one may be paused, and goes on by itself
 * after a restart. `failed` says why in `problem`; starting it again goes on where it stopped.
 */
export const importStatuses = [
  'uploading',
  'ready',
  'checking',
  'queued',
  'running',
  'paused',
  'done',
  'failed',
  'cancelled',
] as const

export type ImportStatus = (typeof importStatuses)[number]

const Import = Type.Object(
  {
    id: Type.String(),
    name: Type.String({ description: 'Of the file' }),
    status: Type.Enum(importStatuses),
    createdAt: Type.String(),
    size: Type.Integer({ minimum: 0, description: 'Bytes that the file has' }),
    received: Type.Integer({ minimum: 0, description: 'Bytes that have arrived' }),
    hasFile: Type.Boolean({
      description: 'The upload is deleted once it is imported or cancelled: it may hold personal data',
    }),
    source: nullable(
      Type.String({
        description:
          'Rows are told apart by this name and their line; null: by the content of the whole file and their line',
      }),
    ),
    inspection: nullable(Inspection),
    mapping: nullable(ImportMapping),
    dryRun: nullable(Run),
    run: nullable(Run),
    problem: nullable(Type.String({ description: 'Why it failed, or what a running one waits for' })),
  },
  { ...strict, title: 'Import' },
)

export type Import = Static<typeof Import>

const params = Type.Object({ id: Type.String({ maxLength: 100 }) }, strict)
const shared = { tag: 'imports', access: 'project' } as const

export const listImports = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/imports',
  summary: 'Imports of files, newest first',
  response: Type.Object({ imports: Type.Array(Import) }, strict),
})

export const createImport = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/imports',
  summary: 'Announce a file to import; its content follows',
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 255 }),
      size: Type.Integer({ minimum: 0 }),
      source: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          description: 'For a file that grows, such as a log: a name of its own instead of its content',
        }),
      ),
    },
    strict,
  ),
  response: Import,
  status: 201,
})

/**
 * The body is the file's bytes from `offset` on (application/octet-stream), which must be the import's `received`. An
 * upload that broke off goes on from there. With the last byte the file is looked at: `inspection` and `mapping` are then
 * in the answer. A file that can't be imported gives status `failed` with the `problem`.
 */
export const uploadImport = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/api/v1/imports/:id/file',
  summary: 'Send the file’s bytes from an offset on, as application/octet-stream',
  params,
  query: Type.Object({ offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })) }, strict),
  response: Import,
})

export const getImport = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/imports/:id',
  summary: 'One import with its progress',
  params,
  response: Import,
})

export const changeImportMapping = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/api/v1/imports/:id/mapping',
  summary: 'Set how rows become events; not while it runs',
  params,
  body: ImportMapping,
  response: Import,
})

export const previewImport = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/imports/:id/preview',
  summary: 'What the file’s first rows would become under a mapping; stores nothing',
  params,
  body: ImportMapping,
  response: Type.Object({ rows: Type.Array(SampleRow) }, strict),
})

export const checkImport = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/imports/:id/check',
  summary: 'Dry run: read the whole file and store nothing; the result is in dryRun',
  params,
  response: Import,
  status: 202,
})

export const startImport = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/imports/:id/start',
  summary: 'Import the file, or go on after a pause or a failure',
  params,
  response: Import,
  status: 202,
})

export const pauseImport = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/imports/:id/pause',
  summary: 'Stop for now; what is stored stays',
  params,
  response: Import,
})

export const cancelImport = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/imports/:id/cancel',
  summary: 'Stop for good and delete the upload; what is stored stays',
  params,
  response: Import,
})

export const deleteImport = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/api/v1/imports/:id',
  summary: 'Forget an import and its upload; its events stay',
  params,
  response: Type.Null(),
  status: 204,
})
