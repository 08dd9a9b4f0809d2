import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, type Rollup } from 'vite'
import { rrwebInSlices } from './rrweb-in-slices.ts'
import manifest from './package.json' with { type: 'json' }

/**
 * Builds the SDK into `dist`: `sdk.js` for a script tag, `index.js` for npm, and the modules that both load when the page
 * is idle. The modules come first, since the others name them with the hash of their content.
 */
const root = fileURLToPath(new URL('.', import.meta.url))

rmSync(`${root}dist`, { recursive: true, force: true })
const hashes: Record<string, string> = {}
for (const name of ['vitals', 'replay'])
  if (existsSync(`${root}src/${name}/${name}.ts`))
    hashes[name] = await bundle(name, `src/${name}/${name}.ts`, 'es')
await bundle('sdk', 'src/sdk-script.ts', 'iife')
await bundle('index', 'src/index.ts', 'es')

/** @returns a hash of what was written */
async function bundle(name: string, entry: string, format: 'es' | 'iife'): Promise<string> {
  const config: InlineConfig = {
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [rrwebInSlices()],
    define: {
      __MODULE_HASHES__: JSON.stringify(hashes),
      __SDK_VERSION__: JSON.stringify(manifest.version),
    },
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      target: 'es2020',
      minify: 'oxc',
      // Nothing of the page is preloaded by us.
      modulePreload: false,
      rolldownOptions: {
        input: `${root}${entry}`,
        preserveEntrySignatures: 'exports-only',
        output: { format, entryFileNames: `${name}.js`, codeSplitting: false },
      },
    },
  }
  const built = (await build(config)) as Rollup.RollupOutput
  return createHash('sha256').update(built.output[0].code).digest('hex').slice(0, 12)
}
