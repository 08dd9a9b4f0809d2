// @ts-check
import { readFileSync } from 'node:fs'
import { runChild } from './child.mjs'
import { root } from './setup.mjs'

/**
 * What glibc's allocator is told, which it reads once, as a process begins: few arenas, and large blocks straight from
 * the system, to which they go back. Left alone it keeps some 300 MB of what an import and its inserts once needed.
 * Other C libraries don't know these.
 */
const allocator = JSON.parse(readFileSync(new URL('./allocator.json', import.meta.url), 'utf8'))

/**
 * Runs one of our TypeScript programs in the project's folder, so that settings and data are found from
 * wherever it is called. The program stops when this process does, however that ends.
 * @param {string} node
 * @param {string} file
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
export function runProgram(node, file, args, env) {
  const follow = new URL('./follow-parent.mjs', import.meta.url).href
  return runChild(node, ['--import', follow, file, ...args], {
    cwd: root,
    env: { ...allocator, ...env, INIT_CWD: env.INIT_CWD ?? process.cwd() },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
}
