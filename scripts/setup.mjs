// @ts-check
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './child.mjs'
import { exclusively } from './exclusive.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.throughline-setup')
const packagedNode = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node')
const OLDEST_NODE = 24
/** Some distributions build a Node that cannot strip types. */
const ASK = 'process.versions.node + " " + Boolean(process.features.typescript)'

/** Something a person must see to; shown as its message alone. */
export class SetupError extends Error {}

/**
 * Installs the dependencies unless they are those of package-lock.json already, and finds a Node that runs
 * TypeScript. Cheap when there is nothing to do. Writes to stderr only, so that a command's output stays clean.
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} the Node to run, and the environment for children
 */
export async function setUp() {
  if (!isStamped()) await exclusively(join(root, '.setup-lock'), installWhatIsMissing)
  const node = findNode()
  return { node, env: { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter) } }
}

async function installWhatIsMissing() {
  if (isStamped()) return
  if (!isInstalled()) await install()
  linkNode()
  writeFileSync(stampFile, stamp())
}

/** Says of which lock, on which kind of machine, the installed packages are. */
function stamp() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${process.platform}-${process.arch} ${createHash('sha256').update(lock).digest('hex')}\n`
}

function isStamped() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp()
}

/** Whether someone's own `npm install` or `npm ci` has already installed what the lock names. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    const present = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(([path, entry]) => {
      if (!path.includes('node_modules/')) return true
      const installed = present[path]
      if (!installed) return Boolean(entry.optional) && !isForThisMachine(entry)
      return installed.version === entry.version && installed.integrity === entry.integrity
    })
  } catch {
    return false
  }
}

/** @param {{ os?: string | string[], cpu?: string | string[], libc?: string | string[] }} entry */
function isForThisMachine(entry) {
  const runs = (/** @type {string | string[] | undefined} */ list, /** @type {string} */ own) =>
    list === undefined || [list].flat().includes(own)
  return (
    runs(entry.os, process.platform) && runs(entry.cpu, process.arch) && ![entry.libc].flat().includes('musl')
  )
}

async function install() {
  const began = performance.now()
  console.error('Installing the dependencies (npm ci). The first time takes a minute or two.')
  // No package needs its install script, and NODE_ENV=production must not leave out what builds the dashboard.
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--prefer-offline']
  const npm = process.env.npm_execpath
  const [command, before] = npm?.endsWith('.js')
    ? [process.env.npm_node_execpath ?? 'node', [npm]]
    : ['npm', []]
  const code = await runChild(command, [...before, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: { ...process.env, PATH: pathWithoutModules() },
    stdio: ['ignore', 2, 2],
  }).catch((error) => {
    throw new SetupError(`npm could not be started (${error.message}). Install npm, then try again.`)
  })
  if (code > 128) throw new SetupError('The installation was interrupted. The next start takes it up again.')
  if (code !== 0)
    throw new SetupError(
      `The dependencies could not be installed: npm ci ended with code ${code}; what it said stands above.\n` +
        'Check that this machine reaches the npm registry and that the disk has 2 GB free, then try again.',
    )
  console.error(`Dependencies installed in ${((performance.now() - began) / 1000).toFixed(0)} s.`)
}

/** npm must not run on the Node that it is about to delete. */
function pathWithoutModules() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((folder) => !folder.endsWith(join('node_modules', '.bin'))).join(delimiter)
}

/**
 * npm 10 removes the link again together with the Nodes of the other platforms, and then the scripts of
 * package.json would run on the machine's own Node.
 */
function linkNode() {
  const link = join(modules, '.bin', 'node')
  if (!existsSync(packagedNode) || existsSync(link)) return
  rmSync(link, { force: true })
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(relative(dirname(link), packagedNode), link)
}

/**
 * The packaged Node first: it is the one that the tests ran on. Its version is asked of itself, since a package
 * may be there and not run (another system's node_modules, musl, a missing library).
 */
function findNode() {
  /** @type {string[]} */
  const tried = []
  const asked = /** @type {const} */ ({ encoding: 'utf8', timeout: 20_000 })
  for (const node of [packagedNode, process.execPath]) {
    const { stdout, error } = spawnSync(node, ['-p', ASK], {
      ...asked,
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    const [version = '', stripsTypes] = (stdout ?? '').trim().split(' ')
    if (Number.parseInt(version, 10) >= OLDEST_NODE && stripsTypes === 'true') return node
    tried.push(`  ${node}: ${version || error?.message || 'does not run'}`)
  }
  throw new SetupError(
    `Throughline runs on Node ${OLDEST_NODE} or newer (one that strips types), and none was found:\n` +
      `${tried.join('\n')}\n` +
      `npm normally brings it along for Linux (glibc) and macOS on x64 and arm64. Delete node_modules and try ` +
      `again, or install Node ${OLDEST_NODE} and run this with it.`,
  )
}

/**
 * Runs a script's main function; a SetupError is shown without its stack.
 * @param {() => Promise<number>} main gives the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error)
    process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runMain(async () => {
    const { node } = await setUp()
    console.error(`Ready: ${node}`)
    return 0
  })
