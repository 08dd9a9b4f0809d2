#!/usr/bin/env node
// @ts-check
import { join } from 'node:path'
import { runProgram } from './program.mjs'
import { root, runMain, setUp } from './setup.mjs'

/** `npm run throughline -- …` or `npx throughline …`: installs what is missing and runs the command line. */
await runMain(async () => {
  const { node, env } = await setUp()
  return runProgram(node, join(root, 'apps/server/src/cli.ts'), process.argv.slice(2), env)
})
