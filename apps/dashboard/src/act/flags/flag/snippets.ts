import type { Flag } from '@throughline/contract/flags'

/** Ways in which code asks for a flag. */
export const snippetKinds = {
  browser: 'Browser',
  web: 'OpenFeature, web',
  server: 'OpenFeature, server',
  http: 'HTTP',
} as const

export type SnippetKind = keyof typeof snippetKinds

/** Where and as whom code asks. */
export interface SnippetPlace {
  readonly origin: string
  readonly writeKey: string
  /** Undefined for the default environment, which need not be named. */
  readonly environment: string | undefined
}

const methods = { boolean: 'Boolean', string: 'String', number: 'Number', json: 'Object' } as const

/** Code that asks for the flag, to copy. The fallback is what people get where nothing answers. */
export function snippetOf(
  kind: SnippetKind,
  flag: Pick<Flag, 'key' | 'type' | 'variations'>,
  place: SnippetPlace,
): string {
  const { origin, writeKey, environment } = place
  const key = quoted(flag.key)
  const fallback = fallbackOf(flag)
  const headers = (token: string) =>
    `[['Authorization', ${token}]${environment === undefined ? '' : `, ['Throughline-Environment', ${quoted(environment)}]`}]`
  if (kind === 'browser') {
    const options = environment === undefined ? '' : ` data-environment="${environment}"`
    return `<script src="${origin}/sdk.js" data-write-key="${writeKey}" data-flags="on"${options}></script>

const value = throughline.flags.value(${key}, ${fallback})`
  }
  if (kind === 'web')
    return `import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
import { OpenFeature } from '@openfeature/web-sdk'

await OpenFeature.setContext({ targetingKey: visitorId })
await OpenFeature.setProviderAndWait(
  new OFREPWebProvider({ baseUrl: '${origin}', headers: ${headers(`'Bearer ${writeKey}'`)} }),
)
const value = OpenFeature.getClient().get${methods[flag.type]}Value(${key}, ${fallback})`
  if (kind === 'server')
    return `import { OFREPProvider } from '@openfeature/ofrep-provider'
import { OpenFeature } from '@openfeature/server-sdk'

await OpenFeature.setProviderAndWait(
  new OFREPProvider({ baseUrl: '${origin}', headers: ${headers(`'Bearer ' + process.env.THROUGHLINE_TOKEN`)} }),
)
const context = { targetingKey: userId }
const value = await OpenFeature.getClient().get${methods[flag.type]}Value(${key}, ${fallback}, context)`
  const query = environment === undefined ? '' : `?environment=${environment}`
  return `curl ${origin}/ofrep/v1/evaluate/flags/${encodeURIComponent(flag.key)}${query} \\
  -H 'Authorization: Bearer ${writeKey}' \\
  -H 'Content-Type: application/json' \\
  -d '{"context":{"targetingKey":"visitor-1"}}'`
}

function fallbackOf({ type, variations }: Pick<Flag, 'type' | 'variations'>): string {
  if (type === 'boolean') return 'false'
  const value = variations[0]?.value
  return type === 'string' ? quoted(String(value ?? '')) : JSON.stringify(value ?? (type === 'json' ? {} : 0))
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`
