// @ts-check
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const HEARTBEAT_MS = 2_000
/** A holder that has not stirred for this long is gone, also when its process cannot be seen from here. */
const SILENT_MS = 30_000

/**
 * Does `work` while no other process that asks for the same folder does its own; waits for its turn.
 * The lock is a folder, since making one is atomic everywhere. A holder that died loses it.
 * @template T
 * @param {string} folder the lock itself; must not be below anything that `work` deletes
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function exclusively(folder, work) {
  await acquire(folder)
  const release = () => rmSync(folder, { recursive: true, force: true })
  const heartbeat = setInterval(() => touch(folder), HEARTBEAT_MS)
  heartbeat.unref()
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    process.off('exit', release)
    release()
  }
}

/** @param {string} folder */
async function acquire(folder) {
  for (let tries = 0; ; tries += 1) {
    try {
      mkdirSync(folder)
      writeFileSync(join(folder, 'holder'), `${hostname()} ${process.pid}`)
      return
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
    }
    const holder = readHolder(folder)
    if (holder && isGone(folder, holder)) takeAway(folder, holder)
    else {
      if (tries === 2) console.error('Another set-up of this folder is under way. Waiting for it.')
      await sleep(250)
    }
  }
}

/** @param {string} folder */
function readHolder(folder) {
  try {
    return readFileSync(join(folder, 'holder'), 'utf8') || 'unknown'
  } catch {
    return 'unknown'
  }
}

/**
 * @param {string} folder
 * @param {string} holder
 */
function isGone(folder, holder) {
  try {
    if (Date.now() - statSync(folder).mtimeMs > SILENT_MS) return true
    const [host, pid] = holder.split(' ')
    if (host !== hostname()) return false
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return isCode(error, 'ESRCH')
  }
}

/**
 * Two waiters may find the same holder gone; the second must not take the lock that the first then made.
 * @param {string} folder
 * @param {string} holder
 */
function takeAway(folder, holder) {
  const aside = `${folder}.${process.pid}`
  try {
    renameSync(folder, aside)
    if (readHolder(aside) === holder) rmSync(aside, { recursive: true, force: true })
    else renameSync(aside, folder)
  } catch {
    rmSync(aside, { recursive: true, force: true })
  }
}

/** @param {string} folder */
function touch(folder) {
  try {
    utimesSync(folder, new Date(), new Date())
  } catch {
    // Taken away while this machine slept: the work goes on, only unguarded.
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code
}
