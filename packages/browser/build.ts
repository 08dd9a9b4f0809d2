import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, type Rollup } from 'vite'
import manifest from './package.json' with { type: 'json' }
import { rrwebInSlices } from './rrweb-in-slices.ts'

/**
 * Builds the SDK into `dist`: `sdk.js` for a script tag, `index.js` for npm, and the modules that both load
 * later. The modules come first, since the others name them with the hash of their content.
 */
const root = fileURLToPath(new URL('.', import.meta.url))

rmSync(`${root}dist`, { recursive: true, force: true })
const hashes: Record<string, string> = {}
for (const name of ['signals', 'vitals', 'replay', 'flags'])
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
      // A fiftieth smaller than by Vite's own minifier, and slower: no news at each build.
      minify: 'terser',
      terserOptions: {
        ecma: 2020,
        module: true,
        compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true },
      },
      // Nothing of the page is preloaded by us.
      modulePreload: false,
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: `${root}${entry}`,
        preserveEntrySignatures: 'exports-only',
        output: { format, entryFileNames: `${name}.js`, codeSplitting: false },
      },
    },
  }
  const built = (await build(config)) as Rollup.RollupOutput
  return createHash('sha256').update(built.output[0].code).digest('hex').slice(0, 12)
}
