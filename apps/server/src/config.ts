import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const Key = Type.String({ pattern: '^[A-Za-z0-9._~-]{1,128}$' })

/** Every setting, by the name it has in the environment and in `throughline.config.json`. */
const Settings = Type.Object(
  {
    THROUGHLINE_HOST: Type.String({ minLength: 1, default: '127.0.0.1' }),
    THROUGHLINE_PORT: Type.String({ pattern: '^[0-9]{1,5}$', default: '4600' }),
    THROUGHLINE_DATA_DIR: Type.String({ minLength: 1, default: './data' }),
    THROUGHLINE_PUBLIC_URL: Type.Optional(Type.String({ pattern: '^https?://' })),
    THROUGHLINE_LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      default: 'warn',
    }),
    THROUGHLINE_DEMO_SHOP: Type.Enum(['on', 'off'], { default: 'on' }),
    THROUGHLINE_WRITE_KEY: Type.Optional(Key),
    THROUGHLINE_API_TOKEN: Type.Optional(Key),
    THROUGHLINE_OWNER_EMAIL: Type.Optional(Type.String({ pattern: '^[^@\\s]+@[^@\\s]+$' })),
    THROUGHLINE_OWNER_PASSWORD: Type.Optional(Type.String({ minLength: 10, maxLength: 128 })),
    THROUGHLINE_RECORDING_DAYS: Type.String({ pattern: '^[1-9][0-9]{0,3}$', default: '30' }),
    THROUGHLINE_SMTP_URL: Type.Optional(Type.String({ pattern: '^smtps?://[^\\s]+$' })),
    THROUGHLINE_MAIL_FROM: Type.Optional(Type.String({ pattern: '^[^\\r\\n]*[^@\\s]+@[^@\\s]+$' })),
    THROUGHLINE_CLICKHOUSE_URL: Type.Optional(Type.String({ pattern: '^https?://' })),
    THROUGHLINE_POSTGRES_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  },
  { additionalProperties: false },
)

type Settings = Static<typeof Settings>

export interface Config {
  readonly host: string
  /** 0 lets the system choose a free port. */
  readonly port: number
  readonly dataDir: string
  /** Where people reach the server, if not at host and port. */
  readonly publicUrl: string | undefined
  readonly logLevel: Settings['THROUGHLINE_LOG_LEVEL']
  /** Whether `/shop/` is there. What people do in it becomes events of the default project. */
  readonly demoShop: boolean
  readonly writeKey: string | undefined
  readonly apiToken: string | undefined
  readonly owner: { readonly email: string; readonly password: string } | undefined
  /** How long recordings of visits are kept. */
  readonly recordingDays: number
  /** The mail server for alerts, and whom they come from. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined
  readonly clickhouseUrl: string | undefined
  readonly postgresUrl: string | undefined
}

const check = Compile(Settings)

/**
 * The settings of this process: the environment, else `throughline.config.json`, else the defaults.
 *
 * @throws Error that names the setting and what was expected, never its value: it may be a secret
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env, folder = process.cwd()): Config {
  const settings = { ...defaults(), ...fromFile(folder), ...fromEnvironment(environment) }
  if (!check.Check(settings)) {
    const [first] = check.Errors(settings)
    throw new Error(`Setting ${first?.instancePath.slice(1) || 'file'}: ${first?.message}.`)
  }
  const port = Number(settings.THROUGHLINE_PORT)
  if (port > 65_535) throw new Error('Setting THROUGHLINE_PORT: must be from 0 to 65535.')
  const { THROUGHLINE_OWNER_EMAIL: email, THROUGHLINE_OWNER_PASSWORD: password } = settings
  if (!email !== !password)
    throw new Error('THROUGHLINE_OWNER_EMAIL and THROUGHLINE_OWNER_PASSWORD go together: set both or none.')
  const { THROUGHLINE_SMTP_URL: smtpUrl, THROUGHLINE_MAIL_FROM: from } = settings
  if (!smtpUrl !== !from)
    throw new Error('THROUGHLINE_SMTP_URL and THROUGHLINE_MAIL_FROM go together: set both or none.')
  if (smtpUrl && !isMailServer(smtpUrl))
    throw new Error(
      'Setting THROUGHLINE_SMTP_URL: expected smtp://user:password@host:port, with special characters percent-encoded.',
    )
  return {
    host: settings.THROUGHLINE_HOST,
    port,
    dataDir: resolve(folder, settings.THROUGHLINE_DATA_DIR),
    publicUrl: settings.THROUGHLINE_PUBLIC_URL,
    logLevel: settings.THROUGHLINE_LOG_LEVEL,
    demoShop: settings.THROUGHLINE_DEMO_SHOP === 'on',
    writeKey: settings.THROUGHLINE_WRITE_KEY,
    apiToken: settings.THROUGHLINE_API_TOKEN,
    owner: email && password ? { email, password } : undefined,
    recordingDays: Number(settings.THROUGHLINE_RECORDING_DAYS),
    smtp: smtpUrl && from ? { url: smtpUrl, from } : undefined,
    clickhouseUrl: settings.THROUGHLINE_CLICKHOUSE_URL,
    postgresUrl: settings.THROUGHLINE_POSTGRES_URL,
  }
}

/** Its user name and password must be such as can be decoded. */
function isMailServer(text: string): boolean {
  const url = URL.parse(text)
  try {
    return Boolean(url?.hostname && [url.username, url.password].map(decodeURIComponent))
  } catch {
    return false
  }
}

const defaults = () =>
  Object.fromEntries(
    Object.entries(Settings.properties).flatMap(([name, schema]) =>
      'default' in schema ? [[name, schema.default]] : [],
    ),
  )

/** An empty variable is one that is not set: that is how compose files and shells leave them out. */
const fromEnvironment = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name.startsWith('THROUGHLINE_') && value),
  )

function fromFile(folder: string): Record<string, unknown> {
  const path = resolve(folder, 'throughline.config.json')
  if (!existsSync(path)) return {}
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content === 'object' && content && !Array.isArray(content))
      return content as Record<string, unknown>
  } catch {
    // Told below, together with a file that holds something else than an object.
  }
  throw new Error(
    'throughline.config.json must hold one JSON object of settings, such as {"THROUGHLINE_PORT": "4600"}.',
  )
}
