// @ts-check
import { runChild } from './child.mjs'
import { root } from './setup.mjs'

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
    env: { ...env, INIT_CWD: env.INIT_CWD ?? process.cwd() },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
}
