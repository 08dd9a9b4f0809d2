// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exclusively } from './exclusive.mjs'
import { root, runMain, SetupError, setUp } from './setup.mjs'
import { runStep } from './step.mjs'

/**
 * @typedef {{ folder: string, name: string, scripts?: Record<string, string>,
 *   dependencies?: Record<string, string>, devDependencies?: Record<string, string> }} Workspace
 */

/**
 * Builds every workspace that has a `build` script and whose sources are not those of its `dist`.
 * @param {NodeJS.ProcessEnv} env as `setUp` gives it
 */
export async function buildWhatIsStale(env) {
  const workspaces = readWorkspaces()
  for (const workspace of workspaces) {
    const command = workspace.scripts?.build
    if (!command || isBuilt(workspace, workspaces)) continue
    await exclusively(join(root, '.setup-lock'), async () => {
      if (!isBuilt(workspace, workspaces)) await build(workspace, command, workspaces, env)
    })
  }
}

/**
 * @param {Workspace} workspace
 * @param {string} command
 * @param {Workspace[]} workspaces
 * @param {NodeJS.ProcessEnv} env
 */
async function build(workspace, command, workspaces, env) {
  const began = performance.now()
  console.error(`Building ${workspace.name}.`)
  // Of before the build: a source that is saved meanwhile makes the next start build again.
  const sources = sourcesHash(workspace, workspaces)
  const { ok, output } = await runStep(command, 10, { ...env, NODE_ENV: 'production' }, workspace.folder)
  if (!ok)
    throw new SetupError(
      `${output.trimEnd()}\n${workspace.name} could not be built: \`${command}\` in ${workspace.folder} failed; what it said stands above.`,
    )
  writeFileSync(stampFile(workspace), sources)
  console.error(`Built ${workspace.name} in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
}

/** @param {Workspace} workspace */
function stampFile(workspace) {
  return join(root, workspace.folder, 'dist', '.built-from')
}

/**
 * @param {Workspace} workspace
 * @param {Workspace[]} workspaces
 */
function isBuilt(workspace, workspaces) {
  const file = stampFile(workspace)
  return existsSync(file) && readFileSync(file, 'utf8') === sourcesHash(workspace, workspaces)
}

/**
 * Of all that can change what the build gives: the workspace, those of ours that it depends on, the docs
 * (shown in the dashboard), and the lock.
 * @param {Workspace} workspace
 * @param {Workspace[]} workspaces
 */
function sourcesHash(workspace, workspaces) {
  const hash = createHash('sha256')
  const folders = [...withDependencies(workspace, workspaces)].map(({ folder }) => folder)
  const files = [...folders, 'docs'].flatMap(filesBelow)
  for (const file of [...files, 'package-lock.json', 'tsconfig.base.json'].sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

/**
 * @param {Workspace} workspace
 * @param {Workspace[]} workspaces
 * @param {Set<Workspace>} found
 */
function withDependencies(workspace, workspaces, found = new Set()) {
  if (found.has(workspace)) return found
  found.add(workspace)
  const names = { ...workspace.dependencies, ...workspace.devDependencies }
  for (const other of workspaces) if (other.name in names) withDependencies(other, workspaces, found)
  return found
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) return []
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}

/** @returns {Workspace[]} */
function readWorkspaces() {
  /** @type {string[]} */
  const patterns = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).workspaces ?? []
  const folders = patterns.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern]
    const parent = pattern.slice(0, -2)
    if (!existsSync(join(root, parent))) return []
    return readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)
  })
  return folders
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({ ...JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')), folder }))
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runMain(async () => {
    const { env } = await setUp()
    await buildWhatIsStale(env)
    return 0
  })
