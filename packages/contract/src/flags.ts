import { type Static, type TSchema, Type } from 'typebox'
import {
  EnvironmentKey,
  FlagKey,
  FlagSettings,
  FlagSettingsAtFirst,
  FlagSettingsChange,
  FlagSettingsInput,
  FlagVariation,
  flagTypes,
} from './flag-rules.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const Time = Type.String({ description: 'ISO 8601, UTC' })
const Version = Type.Integer({
  minimum: 1,
  description: 'Of the flag as it was when it was read; 409 conflict where somebody changed it since',
})

/**
 * What a request with the public write key may know of a flag: nothing, the answers of evaluations, or also its rules, in
 * the datafile for local evaluation.
 */
export const browserAccess = ['none', 'answers', 'rules'] as const

const Browsers = Type.Enum(browserAccess, {
  description:
    'What whoever has the public write key may know: none, the answers (never the rules), or also the rules, in the datafile',
})

const details = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  description: Type.String({ maxLength: 4000 }),
  tags: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 50, uniqueItems: true }),
  browsers: Browsers,
  variations: Type.Array(FlagVariation, { minItems: 1, maxItems: 50 }),
} as const

const Flag = Type.Object(
  {
    key: Type.String(),
    type: Type.Enum(flagTypes),
    ...details,
    version: Version,
    createdAt: Time,
    changedAt: Time,
    archivedAt: OrNull(Time),
    environments: Type.Record(Type.String(), FlagSettings, { description: 'By key of the environment' }),
  },
  { ...strict, title: 'Flag' },
)

export type Flag = Static<typeof Flag>

/** Why nobody may need a flag any more. */
export const staleReasons = ['not_evaluated', 'one_variation', 'never_evaluated'] as const

const Stale = Type.Object(
  {
    reason: Type.Enum(staleReasons),
    since: Time,
    text: Type.String({ description: 'In words, with what to do' }),
  },
  strict,
)

export type StaleFlag = Static<typeof Stale>

const Summary = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    type: Type.Enum(flagTypes),
    tags: Type.Array(Type.String()),
    browsers: Browsers,
    version: Version,
    changedAt: Time,
    archivedAt: OrNull(Time),
    lastEvaluatedAt: OrNull(Time),
    stale: OrNull(Stale),
    environments: Type.Array(
      Type.Object(
        {
          environment: Type.String(),
          enabled: Type.Boolean(),
          serves: Type.String({ description: 'In words' }),
          experiments: Type.Array(Type.String(), { description: 'Ids of those that run on it' }),
        },
        strict,
      ),
    ),
  },
  strict,
)

export type FlagSummary = Static<typeof Summary>

const shared = { tag: 'flags', access: 'project' } as const
const Params = Type.Object({ key: FlagKey }, strict)
const InEnvironment = Type.Optional(EnvironmentKey)

export const listFlags = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/flags',
  summary: 'All flags, by key',
  query: Type.Object(
    {
      search: Type.Optional(
        Type.String({ maxLength: 200, description: 'In key, name, description or tags' }),
      ),
      tag: Type.Optional(Type.String({ maxLength: 100 })),
      archived: Type.Optional(Type.Boolean({ default: false, description: 'The archived ones instead' })),
      stale: Type.Optional(Type.Boolean({ default: false, description: 'Only those that seem unneeded' })),
    },
    strict,
  ),
  response: Type.Object({ flags: Type.Array(Summary), stale: Type.Integer() }, strict),
})

export const createFlag = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/flags',
  summary: 'Make a flag; where no settings are given it starts switched off',
  body: Type.Object(
    {
      key: FlagKey,
      type: Type.Enum(flagTypes),
      name: Type.Optional(details.name),
      description: Type.Optional(details.description),
      tags: Type.Optional(details.tags),
      browsers: Type.Optional(Browsers),
      variations: Type.Optional(
        Type.Array(FlagVariation, {
          minItems: 1,
          maxItems: 50,
          description: 'A boolean flag has on and off unless said',
        }),
      ),
      environments: Type.Optional(
        Type.Record(Type.String(), FlagSettingsAtFirst, {
          description:
            'Settings by environment; one that is not named starts switched off. Unless said, off serves the variation false of a boolean flag, else the caller’s default, and on serves the first variation',
        }),
      ),
    },
    strict,
  ),
  response: Flag,
  status: 201,
})

export const getFlag = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/flags/:key',
  summary: 'One flag with its settings in all environments; a slash in the key is written %2F',
  params: Params,
  response: Flag,
})

export const changeFlag = defineRoute({
  ...shared,
  method: 'PATCH',
  path: '/api/v1/flags/:key',
  summary: 'Change name, description, tags, variations, or what browsers may know; what is left out stays',
  params: Params,
  body: Type.Object(
    {
      version: Version,
      name: Type.Optional(details.name),
      description: Type.Optional(details.description),
      tags: Type.Optional(details.tags),
      browsers: Type.Optional(Browsers),
      variations: Type.Optional(details.variations),
    },
    strict,
  ),
  response: Flag,
})

export const putFlagSettings = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/api/v1/flags/:key/environments/:environment',
  summary: 'Replace a flag’s settings in one environment',
  params: Type.Object({ key: FlagKey, environment: EnvironmentKey }, strict),
  body: FlagSettingsChange,
  response: Flag,
})

export const switchFlag = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/flags/:key/switch',
  summary: 'The kill switch: on or off in one environment, whatever else was changed in the meantime',
  params: Params,
  body: Type.Object(
    { environment: InEnvironment, enabled: Type.Boolean(), version: Type.Optional(Version) },
    strict,
  ),
  response: Flag,
})

export const archiveFlag = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/flags/:key/archive',
  summary: 'Put a flag away: clients get their own default from then on',
  params: Params,
  body: Type.Object({ version: Version }, strict),
  response: Flag,
})

export const restoreFlag = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/flags/:key/restore',
  summary: 'Take a flag out of the archive, as it was',
  params: Params,
  body: Type.Object({ version: Version }, strict),
  response: Flag,
})

export const deleteFlag = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/api/v1/flags/:key',
  summary:
    'Delete an archived flag for good, with its history; refused while an experiment or a flag names it',
  params: Params,
  response: Type.Undefined(),
  status: 204,
})

const Change = Type.Object(
  {
    id: Type.String(),
    at: Time,
    by: OrNull(Type.String({ description: 'Name of who was logged in; null where a token spoke' })),
    version: Type.Integer({ description: 'The flag’s after the change' }),
    environment: OrNull(Type.String({ description: 'Null: the change is not about one environment' })),
    what: Type.Array(Type.String(), { description: 'In words' }),
    before: Type.Unknown({ description: 'The part that was changed; null where it is new' }),
    after: Type.Unknown(),
    undoable: Type.Boolean(),
  },
  strict,
)

export type FlagChange = Static<typeof Change>

export const listFlagHistory = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/flags/:key/history',
  summary: 'Who changed what and when, the latest first',
  params: Params,
  query: Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
      before: Type.Optional(Type.String({ maxLength: 50, description: '`next` of the answer before' })),
    },
    strict,
  ),
  response: Type.Object({ changes: Type.Array(Change), next: OrNull(Type.String()) }, strict),
})

export const undoFlagChange = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/flags/:key/undo',
  summary: 'Put what a change touched back to what it was before that change, later changes of it included',
  params: Params,
  body: Type.Object({ version: Version, change: Type.String({ minLength: 1, maxLength: 50 }) }, strict),
  response: Flag,
})

const Day = Type.Object(
  {
    day: Type.String({ description: 'UTC' }),
    variations: Type.Record(Type.String(), Type.Integer(), {
      description: 'Evaluations by variation; the empty key: the caller’s default',
    }),
  },
  strict,
)

export const getFlagUsage = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/flags/:key/usage',
  summary: 'Evaluations by day and variation; those of local evaluators are not seen here',
  params: Params,
  query: Type.Object(
    {
      environment: InEnvironment,
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 30 })),
    },
    strict,
  ),
  response: Type.Object(
    {
      environment: Type.String(),
      total: Type.Integer(),
      lastEvaluatedAt: OrNull(Time),
      days: Type.Array(Day, { description: 'Every day up to today, in order' }),
      stale: OrNull(Stale),
    },
    strict,
  ),
})

export const tryFlag = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/flags/:key/try',
  summary: 'What somebody would get, and which rule holds; nothing is counted or logged',
  scope: 'read',
  params: Params,
  body: Type.Object(
    {
      environment: InEnvironment,
      context: Type.Record(Type.String(), Type.Unknown()),
      at: Type.Optional(Type.String({ format: 'date-time', description: 'As if it were then' })),
      settings: Type.Optional(FlagSettingsInput),
    },
    strict,
  ),
  response: Type.Object(
    {
      value: Type.Unknown({ description: 'Null where the caller’s default is used' }),
      variation: OrNull(Type.String()),
      reason: Type.String(),
      rule: OrNull(
        Type.Object(
          { id: Type.String(), number: Type.Integer({ description: 'From 1' }), text: Type.String() },
          strict,
        ),
      ),
      experiment: OrNull(Type.String({ description: 'Id of the one that they take part in' })),
      error: OrNull(Type.Object({ code: Type.String(), message: Type.String() }, strict)),
      person: OrNull(
        Type.Object(
          {
            traits: Type.Record(Type.String(), Type.Unknown()),
            segments: Type.Array(Type.String()),
          },
          { ...strict, description: 'What the flag’s rules ask of the person behind the targeting key' },
        ),
      ),
      text: Type.String({ description: 'Why, in words' }),
    },
    strict,
  ),
})

export type FlagTrial = Static<(typeof tryFlag)['response']>
