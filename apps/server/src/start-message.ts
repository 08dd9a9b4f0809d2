import type { FirstSecrets } from './app.ts'
import type { Config } from './config.ts'

/** Where people reach the server: as set, else as it listens. */
export function addressOf({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>, port: number): string {
  if (publicUrl) return publicUrl.replace(/\/+$/, '')
  const everywhere = host === '0.0.0.0' || host === '::'
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** The keys that this process made up; empty where it made none. */
export function keysMessage({ writeKey, apiToken }: Pick<FirstSecrets, 'writeKey' | 'apiToken'>): string {
  const keys = [
    writeKey &&
      `  Write key  ${writeKey}\n             public: lets events in, from browsers and Segment's clients`,
    apiToken && `  API token  ${apiToken}\n             secret: reads and changes everything`,
  ].filter(Boolean)
  return keys.length > 0
    ? `The keys of your project. They are shown only now, so keep them:\n\n${keys.join('\n\n')}`
    : ''
}

/** What a start prints: the address, and once, what its reader must keep. */
export function startMessage(address: string, { writeKey, apiToken, setupToken }: FirstSecrets): string {
  const parts = [
    `Throughline runs at ${address}`,
    keysMessage({ writeKey, apiToken }),
    // A fragment stays in the browser: it is in no request, no log and no Referer.
    setupToken &&
      `Nobody owns this Throughline yet. Make the owner's login with this link, which works once:\n\n  ${address}/setup#token=${setupToken}`,
  ]
  return `\n${parts.filter(Boolean).join('\n\n')}\n\n`
}
