// @ts-check
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './setup.mjs'

/**
 * Runs a shell command and keeps what it prints. It gets a process group of its own,
 * so that one that hangs, or is interrupted, takes its servers and browsers with it.
 * @param {string} command
 * @param {number} minutes after which it has failed
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder in the project, where it runs
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runStep(command, minutes, env, folder = '') {
  const child = spawn(command, {
    cwd: join(root, folder),
    env: { ...env, FORCE_COLOR: '0' },
    shell: true,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (/** @type {Buffer} */ chunk) => {
    output += chunk
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const limit = setTimeout(() => {
    output += `\nStopped: it took longer than ${minutes} minutes.\n`
    endGroup(child.pid)
  }, minutes * 60_000)
  const onSignal = () => {
    endGroup(child.pid)
    process.exit(130)
  }
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal).once('SIGHUP', onSignal)
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ ok: false, output: `${output}\n${error.message}` }))
    // Not `close`: a stray grandchild that holds the pipe must not hang the run.
    child.once('exit', (code) => setTimeout(() => resolve({ ok: code === 0, output }), 100))
  }).finally(() => {
    clearTimeout(limit)
    endGroup(child.pid)
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', onSignal)
  })
}

/** @param {number | undefined} pid */
function endGroup(pid) {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
