import { test as base } from '@playwright/test'
import { type RunningServer, type ServerSettings, startServer } from './start-server.ts'

/**
 * Playwright's `test` with a real server: one for all tests of a file's worker, and `page.goto('/')` goes to it.
 * A file that needs other settings says `serverTest.use({ serverSettings: { env: { … } } })`; a test that stops
 * and starts servers calls `startServer` itself.
 */
export const serverTest = base.extend<object, { serverSettings: ServerSettings; server: RunningServer }>({
  serverSettings: [{}, { scope: 'worker', option: true }],
  server: [
    async ({ serverSettings }, use) => {
      const server = await startServer(serverSettings)
      await use(server)
      await server.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
})
