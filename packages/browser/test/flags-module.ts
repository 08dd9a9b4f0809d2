import { start } from '../src/flags/flags.ts'
import type { FlagHost } from '../src/flags/open-flags.ts'
import type { ImportModule } from '../src/host.ts'

/** How the module of flags is loaded in a test. */
export const flagsModule = { isBlocked: false, starts: 0 }

/** In place of the server's address: never at once, as an import is. */
export const importFlags: ImportModule = async (address) => {
  if (flagsModule.isBlocked || !address.includes('/sdk/flags.js')) throw new TypeError('Failed to fetch')
  flagsModule.starts++
  return { start: (host) => start(host as FlagHost) }
}
