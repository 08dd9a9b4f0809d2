import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import manifest from './package.json' with { type: 'json' }

/**
 * Makes `dist`, a package that any project can install: JavaScript with types, the evaluator within. `npm install
 * ./packages/openfeature/dist`, or `npm publish` from there.
 */
const root = import.meta.dirname
const dist = join(root, 'dist')
rmSync(dist, { recursive: true, force: true })
const compiler = join(root, '../../node_modules/typescript-native/bin/tsc')
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.npm.json'], { cwd: root, stdio: 'inherit' })

for (const entry of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!/\.(js|d\.ts)$/.test(entry)) continue
  const file = join(dist, entry)
  writeFileSync(file, ownImports(readFileSync(file, 'utf8'), dirname(file)))
}

const { name, version, license, type, peerDependencies, peerDependenciesMeta } = manifest
const entryOf = (entry: string) => ({
  types: `./openfeature/src/${entry}.d.ts`,
  default: `./openfeature/src/${entry}.js`,
})
const published = {
  name,
  version,
  license,
  type,
  sideEffects: false,
  exports: { './server': entryOf('server'), './web': entryOf('web') },
  peerDependencies,
  peerDependenciesMeta,
}
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(published, null, 2)}\n`)

/** The evaluator's files lie beside ours there; and the compiler leaves the names of sources in declarations. */
function ownImports(code: string, folder: string): string {
  const evaluator = relative(folder, join(dist, 'evaluator/src')).split(sep).join('/')
  return code
    .replace(/(from |import\()(['"])@throughline\/evaluator\/([\w-]+)\2/g, `$1$2${evaluator}/$3.js$2`)
    .replace(/(from |import\()(['"])(\.[^'"]*)\.ts\2/g, '$1$2$3.js$2')
}
