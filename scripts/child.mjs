// @ts-check
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** A signal reaches us once from the terminal and again through npm; the child is to see it once. */
const SAME_SIGNAL_MS = 1_000
const PARENT_WATCH_MS = 500

/**
 * Runs a program to its end, passing on SIGTERM, SIGINT and SIGHUP (as SIGTERM), so that whoever stops this
 * process stops the program, and this process ends after it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit code; 128 + the signal's number if a signal ended it
 */
export function runChild(command, args, options) {
  const child = spawn(command, args, options)
  let last = Number.NEGATIVE_INFINITY
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    if (performance.now() - last < SAME_SIGNAL_MS) return
    last = performance.now()
    child.kill(signal)
  }
  const onTerm = () => pass('SIGTERM')
  const onInterrupt = () => pass('SIGINT')
  process.on('SIGTERM', onTerm).on('SIGHUP', onTerm).on('SIGINT', onInterrupt)
  const watch = watchParent(onTerm)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  }).finally(() => {
    clearInterval(watch)
    process.off('SIGTERM', onTerm).off('SIGHUP', onTerm).off('SIGINT', onInterrupt)
  })
}

/**
 * npm passes signals on, but a killed npm (SIGKILL) cannot: then our parent changes. Outside npm a changed
 * parent is no reason to stop (`node scripts/start.mjs &` and log out).
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, PARENT_WATCH_MS)
  return timer
}
