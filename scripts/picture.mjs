// @ts-check
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

/**
 * Draws the imports between apps, features and packages into docs/architecture.md, as dependency-cruiser sees them.
 * With `--check` it changes nothing and fails where the picture is no longer true.
 */
const file = join(root, 'docs/architecture.md')
const [start, end] = ['<!-- picture: npm run picture -->', '<!-- end of picture -->']
const collapse =
  '^(apps/server/src/platform|apps/server/src/features/[^/]+/[^/]+|apps/dashboard/src|packages/[^/]+)'

const picture = execFileSync(
  process.execPath,
  [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
    ...['--config', '.dependency-cruiser.cjs', '--output-type', 'mermaid', '--collapse', collapse],
    ...['--include-only', '^(apps/server/src|apps/dashboard/src|packages)/'],
    ...['--exclude', '(\\.test\\.ts|/testing/|/naive-|\\.css$|package\\.json)'],
    ...['apps/server/src', 'apps/dashboard/src', 'packages'],
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
)

const text = readFileSync(file, 'utf8')
const [before = '', rest = ''] = text.split(start)
const after = rest.split(end)[1] ?? ''
const drawn = `${before}${start}\n\`\`\`mermaid\n${picture.trim()}\n\`\`\`\n${end}${after}`

if (!process.argv.includes('--check')) writeFileSync(file, drawn)
else if (drawn !== text) {
  console.error('The picture in docs/architecture.md is out of date: run `npm run picture` and commit it.')
  process.exitCode = 1
}
