import type { Datafile, Flag, Serve } from './datafile.ts'
import type { Context, ErrorCode, Reason } from './evaluation.ts'

/** What every client must answer: the evaluator, our providers, and the server by OFREP. */
export interface ConformanceCase {
  readonly flag: string
  readonly context: Context
  /** Without a value the client's own default is used. */
  readonly value?: Flag['variations'][number]['value']
  readonly variation?: string
  readonly reason: Reason
  readonly errorCode?: ErrorCode
}

const onOff = {
  type: 'boolean',
  enabled: true,
  variations: [
    { key: 'on', value: true },
    { key: 'off', value: false },
  ],
  off: 'off',
  prerequisites: [],
  rules: [],
  otherwise: { variation: 'off' },
} as const satisfies Omit<Flag, 'key'>

const letters = {
  type: 'string',
  enabled: true,
  variations: [
    { key: 'a', value: 'A' },
    { key: 'b', value: 'B' },
  ],
  off: 'a',
  prerequisites: [],
  rules: [],
  otherwise: { variation: 'a' },
} as const satisfies Omit<Flag, 'key'>

const half = [
  { variation: 'a', weight: 50 },
  { variation: 'b', weight: 50 },
] as const

const experiment: Serve = {
  experiment: {
    id: 'e1',
    unit: 'targetingKey',
    salt: 'exp',
    layer: 'layer',
    phases: [
      { slots: [[0, 2500]], split: half },
      {
        slots: [[2500, 8000]],
        split: [
          { variation: 'a', weight: 90 },
          { variation: 'b', weight: 10 },
        ],
      },
    ],
    holdout: { salt: 'hold', share: 0.2 },
  },
}

const flags: readonly Flag[] = [
  { ...onOff, key: 'static', otherwise: { variation: 'on' } },
  { ...onOff, key: 'killed', enabled: false, otherwise: { variation: 'on' } },
  { ...onOff, key: 'killed/own-default', enabled: false, off: null, otherwise: { variation: 'on' } },
  {
    ...onOff,
    key: 'targeted',
    rules: [
      {
        id: 'german-pros',
        conditions: [
          { attribute: 'country', operator: 'in', value: ['DE', 'AT'] },
          { attribute: 'person.plan', operator: 'equals', value: 'pro' },
        ],
        serve: { variation: 'on' },
      },
      {
        id: 'new-app',
        conditions: [{ attribute: 'app.version', operator: 'versionAtLeast', value: '2.0.0-rc.1' }],
        serve: { variation: 'on' },
      },
      {
        id: 'segment',
        conditions: [{ attribute: 'segment', operator: 'in', value: ['s1'] }],
        serve: { variation: 'on' },
      },
    ],
  },
  {
    ...onOff,
    key: 'scheduled',
    rules: [
      { id: 'past', conditions: [], serve: { variation: 'off' }, to: '2001-01-01T00:00:00Z' },
      { id: 'future', conditions: [], serve: { variation: 'off' }, from: '2999-01-01T00:00:00Z' },
      {
        id: 'now',
        conditions: [],
        serve: { variation: 'on' },
        from: '2001-01-01T00:00:00Z',
        to: '2999-01-01T00:00:00Z',
      },
    ],
  },
  { ...letters, key: 'checkout/button', otherwise: { split: half, unit: 'targetingKey', salt: 'button' } },
  { ...letters, key: 'by-group', otherwise: { split: half, unit: 'groupId', salt: 'button' } },
  {
    ...letters,
    key: 'ramp',
    otherwise: {
      ramp: {
        variation: 'b',
        rest: 'a',
        points: [
          { at: '2001-01-01T00:00:00Z', percent: 30 },
          { at: '2999-01-01T00:00:00Z', percent: 100 },
        ],
        gradual: false,
      },
      unit: 'targetingKey',
      salt: 'ramp',
    },
  },
  { ...letters, key: 'experiment', rules: [{ id: 'experiment', conditions: [], serve: experiment }] },
  {
    ...onOff,
    key: 'needs-static',
    prerequisites: [{ flag: 'static', variations: ['on'] }],
    otherwise: { variation: 'on' },
  },
  {
    ...onOff,
    key: 'needs-killed',
    prerequisites: [{ flag: 'killed', variations: ['on'] }],
    otherwise: { variation: 'on' },
  },
  {
    ...onOff,
    key: 'needs-experiment',
    prerequisites: [{ flag: 'experiment', variations: ['b'] }],
    otherwise: { variation: 'on' },
  },
  {
    ...onOff,
    key: 'number',
    type: 'number',
    variations: [
      { key: 'on', value: 2.5 },
      { key: 'off', value: 0 },
    ],
    otherwise: { variation: 'on' },
  },
  {
    ...onOff,
    key: 'json',
    type: 'json',
    variations: [
      { key: 'on', value: { colours: ['red', 'blue'], deep: { answer: 42 } } },
      { key: 'off', value: {} },
    ],
    otherwise: { variation: 'on' },
  },
]

/** Flags that a server would refuse to save. A client that gets them anyway must answer with an error. */
const brokenFlags: readonly Flag[] = [
  { ...onOff, key: 'circle-a', prerequisites: [{ flag: 'circle-b', variations: ['on'] }] },
  { ...onOff, key: 'circle-b', prerequisites: [{ flag: 'circle-a', variations: ['on'] }] },
  {
    ...letters,
    key: 'sums-to-99.9',
    otherwise: {
      split: [
        { variation: 'a', weight: 50 },
        { variation: 'b', weight: 49.9 },
      ],
      unit: 'targetingKey',
      salt: 's',
    },
  },
]

/** A datafile with a flag for each kind of answer. */
export const conformanceDatafile: Datafile = {
  format: 1,
  environment: 'production',
  revision: 'conformance-1',
  flags: [...flags, ...brokenFlags],
}

/** Those flags of {@link conformanceDatafile} that a server takes. */
export const conformanceFlags: readonly Flag[] = flags

const on = { variation: 'on', value: true } as const
const off = { variation: 'off', value: false } as const
const a = { variation: 'a', value: 'A' } as const
const b = { variation: 'b', value: 'B' } as const
const u = (targetingKey: string): Context => ({ targetingKey })

/** Who draws what was computed by another implementation (Python's mmh3). */
export const conformanceCases: readonly ConformanceCase[] = [
  { flag: 'static', context: {}, ...on, reason: 'STATIC' },
  { flag: 'killed', context: u('u1'), ...off, reason: 'DISABLED' },
  { flag: 'killed/own-default', context: u('u1'), reason: 'DISABLED' },
  {
    flag: 'targeted',
    context: { country: 'DE', person: { plan: 'pro' } },
    ...on,
    reason: 'TARGETING_MATCH',
  },
  { flag: 'targeted', context: { country: 'DE', person: { plan: 'free' } }, ...off, reason: 'DEFAULT' },
  { flag: 'targeted', context: { app: { version: 'v2' } }, ...on, reason: 'TARGETING_MATCH' },
  { flag: 'targeted', context: { app: { version: '2.0.0-beta' } }, ...off, reason: 'DEFAULT' },
  { flag: 'targeted', context: { segments: ['s0', 's1'] }, ...on, reason: 'TARGETING_MATCH' },
  { flag: 'scheduled', context: {}, ...on, reason: 'TARGETING_MATCH' },
  { flag: 'checkout/button', context: u('u1'), ...a, reason: 'SPLIT' },
  { flag: 'checkout/button', context: u('u2'), ...b, reason: 'SPLIT' },
  { flag: 'checkout/button', context: u('u3'), ...a, reason: 'SPLIT' },
  { flag: 'checkout/button', context: u('u4'), ...b, reason: 'SPLIT' },
  { flag: 'checkout/button', context: u('u5'), ...b, reason: 'SPLIT' },
  { flag: 'checkout/button', context: u('u6'), ...a, reason: 'SPLIT' },
  { flag: 'checkout/button', context: u('jürgen'), ...b, reason: 'SPLIT' },
  { flag: 'checkout/button', context: u('42'), ...a, reason: 'SPLIT' },
  { flag: 'by-group', context: { targetingKey: 'x', groupId: 'u1' }, ...a, reason: 'SPLIT' },
  { flag: 'by-group', context: { targetingKey: 'x', groupId: 'u2' }, ...b, reason: 'SPLIT' },
  { flag: 'ramp', context: u('u1'), ...b, reason: 'SPLIT' },
  { flag: 'ramp', context: u('u2'), ...b, reason: 'SPLIT' },
  { flag: 'ramp', context: u('u3'), ...a, reason: 'SPLIT' },
  { flag: 'ramp', context: u('u4'), ...b, reason: 'SPLIT' },
  { flag: 'ramp', context: u('u5'), ...a, reason: 'SPLIT' },
  { flag: 'ramp', context: u('u6'), ...b, reason: 'SPLIT' },
  { flag: 'ramp', context: u('jürgen'), ...b, reason: 'SPLIT' },
  { flag: 'ramp', context: u('42'), ...b, reason: 'SPLIT' },
  { flag: 'experiment', context: u('u1'), ...b, reason: 'SPLIT' },
  { flag: 'experiment', context: u('u2'), ...a, reason: 'SPLIT' },
  { flag: 'experiment', context: u('u3'), ...a, reason: 'DEFAULT' },
  { flag: 'experiment', context: u('u4'), ...b, reason: 'SPLIT' },
  { flag: 'experiment', context: u('u5'), ...b, reason: 'SPLIT' },
  { flag: 'experiment', context: u('u6'), ...a, reason: 'SPLIT' },
  { flag: 'experiment', context: u('jürgen'), ...a, reason: 'DEFAULT' },
  { flag: 'experiment', context: u('42'), ...a, reason: 'SPLIT' },
  { flag: 'experiment', context: u('u7'), ...a, reason: 'SPLIT' },
  { flag: 'experiment', context: u('u8'), ...a, reason: 'DEFAULT' },
  { flag: 'experiment', context: u('u9'), ...a, reason: 'DEFAULT' },
  { flag: 'experiment', context: u('u10'), ...a, reason: 'SPLIT' },
  { flag: 'experiment', context: u('u11'), ...a, reason: 'SPLIT' },
  { flag: 'experiment', context: u('u12'), ...a, reason: 'DEFAULT' },
  { flag: 'experiment', context: u('u13'), ...a, reason: 'SPLIT' },
  { flag: 'experiment', context: u('u14'), ...a, reason: 'DEFAULT' },
  { flag: 'needs-static', context: {}, ...on, reason: 'STATIC' },
  { flag: 'needs-killed', context: {}, ...off, reason: 'DISABLED' },
  { flag: 'needs-experiment', context: u('u1'), ...on, reason: 'STATIC' },
  { flag: 'needs-experiment', context: u('u2'), ...off, reason: 'DISABLED' },
  { flag: 'number', context: {}, variation: 'on', value: 2.5, reason: 'STATIC' },
  {
    flag: 'json',
    context: {},
    variation: 'on',
    value: { colours: ['red', 'blue'], deep: { answer: 42 } },
    reason: 'STATIC',
  },
  { flag: 'checkout/button', context: {}, reason: 'ERROR', errorCode: 'TARGETING_KEY_MISSING' },
  { flag: 'by-group', context: u('u1'), reason: 'ERROR', errorCode: 'TARGETING_KEY_MISSING' },
  { flag: 'unknown', context: {}, reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' },
  { flag: 'circle-a', context: {}, reason: 'ERROR', errorCode: 'GENERAL' },
  { flag: 'sums-to-99.9', context: u('u1'), reason: 'ERROR', errorCode: 'PARSE_ERROR' },
]
