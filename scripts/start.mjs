// @ts-check
import { join } from 'node:path'
import { buildWhatIsStale } from './build.mjs'
import { runProgram } from './program.mjs'
import { root, runMain, setUp } from './setup.mjs'

/** `npm start`: installs what is missing, builds what is stale, runs the server, and ends after it. */
await runMain(async () => {
  const { node, env } = await setUp()
  await buildWhatIsStale(env)
  return runProgram(node, join(root, 'apps/server/src/main.ts'), process.argv.slice(2), env)
})
