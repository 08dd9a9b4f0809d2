// @ts-check
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runChild } from './child.mjs'
import { root, runMain, SetupError, setUp } from './setup.mjs'

const USAGE =
  'Usage: npm run new:feature <room>/<features> <feature>\n' +
  'Example: npm run new:feature act/saved-replies saved-reply'
const NAME = /^[a-z]+(-[a-z]+)*$/

/** `npm run new:feature`: writes a slice in the shape of docs/architecture.md, from its table to its tests. */
await runMain(async () => {
  const [path = '', one = ''] = process.argv.slice(2)
  const [room = '', many = '', ...more] = path.split('/')
  if (more.length > 0 || ![room, many, one].every((name) => NAME.test(name)) || many === one)
    throw new SetupError(USAGE)
  const files = slice({ room, many, one })
  const taken = Object.keys(files).filter((file) => existsSync(join(root, file)))
  if (taken.length > 0) throw new SetupError(`${taken.join(', ')} is there already. Choose another name.`)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
    console.log(file)
  }
  // How the lines break depends on the names.
  const sources = Object.keys(files).filter((file) => file.endsWith('.ts'))
  const { env } = await setUp()
  const code = await runChild('biome', ['check', '--write', ...sources], {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
  })
  console.log(
    `\nNow add it in apps/server/src/app.ts:\n` +
      `  import { ${camel(many)}Feature } from './features/${path}/index.ts'\n` +
      `  const ${camel(many)} = ${camel(many)}Feature({ state, clock })   // and to \`features\``,
  )
  return code
})

/**
 * @param {{ room: string, many: string, one: string }} names in kebab-case
 * @returns {Record<string, string>} file to text
 */
function slice({ room, many, one }) {
  const folder = `apps/server/src/features/${room}/${many}`
  const Type = pascal(one)
  const items = camel(many)
  const item = camel(one)
  const table = many.replaceAll('-', '_')
  const migrations = 'apps/server/migrations/state'
  const last = readdirSync(join(root, migrations)).sort().at(-1) ?? '0000'
  const number = String(Number.parseInt(last, 10) + 1).padStart(4, '0')
  return {
    [`packages/contract/src/${many}.ts`]: `import { type Static, Type } from 'typebox'
import { defineRoute } from './route.ts'

const ${Type} = Type.Object(
  { id: Type.String(), name: Type.String(), createdAt: Type.String() },
  { additionalProperties: false },
)

export type ${Type} = Static<typeof ${Type}>

export const list${pascal(many)} = defineRoute({
  method: 'GET',
  path: '/api/v1/${many}',
  summary: 'The project’s ${many.replaceAll('-', ' ')}',
  tag: '${many}',
  access: 'project',
  response: Type.Object({ ${items}: Type.Array(${Type}) }, { additionalProperties: false }),
})

export const create${Type} = defineRoute({
  method: 'POST',
  path: '/api/v1/${many}',
  summary: 'Make a ${one.replaceAll('-', ' ')}',
  tag: '${many}',
  access: 'project',
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
  response: ${Type},
  status: 201,
})
`,
    [`${migrations}/${number}-${many}.sql`]: `CREATE TABLE ${table} (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE INDEX ${table}_project ON ${table} (project_id);
`,
    [`${folder}/${one}.ts`]: `export interface ${Type} {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
}

/** As a list shows them: by name, as people sort. */
export function sorted${pascal(many)}(${items}: readonly ${Type}[]): ${Type}[] {
  return ${items}.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}
`,
    [`${folder}/${one}.test.ts`]: `import { expect, it } from 'vitest'
import { sorted${pascal(many)} } from './${one}.ts'

it('sorts by name, as people do', () => {
  const named = (name: string) => ({ id: name, name, createdAt: new Date(0) })
  expect(sorted${pascal(many)}([named('b'), named('A')]).map(({ name }) => name)).toEqual(['A', 'b'])
})
`,
    [`${folder}/${one}-store.ts`]: `import type { State } from '../../../platform/state/state.ts'
import type { ${Type} } from './${one}.ts'

type ${Type}Tables = {
  ${table}: { id: string; project_id: string; name: string; created_at: Date }
}

export interface ${Type}Store {
  all(projectId: string): Promise<${Type}[]>
  add(projectId: string, ${item}: ${Type}): Promise<void>
}

/** Owner of the table \`${table}\`. */
export function ${item}Store(state: State): ${Type}Store {
  const db = state.withTables<${Type}Tables>()

  return {
    async all(projectId) {
      const rows = await db.selectFrom('${table}').selectAll().where('project_id', '=', projectId).execute()
      return rows.map(({ id, name, created_at }) => ({ id, name, createdAt: created_at }))
    },

    async add(projectId, { id, name, createdAt }) {
      await db
        .insertInto('${table}')
        .values({ id, project_id: projectId, name, created_at: createdAt })
        .execute()
    },
  }
}
`,
    [`${folder}/${one}-routes.ts`]: `import { randomUUID } from 'node:crypto'
import { create${Type}, list${pascal(many)}, type ${Type} as ${Type}View } from '@throughline/contract/${many}'
import type { Clock } from '../../../platform/clock.ts'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import { sorted${pascal(many)}, type ${Type} } from './${one}.ts'
import type { ${Type}Store } from './${one}-store.ts'

export const ${item}Endpoints = (store: ${Type}Store, clock: Clock): Endpoint[] => [
  endpoint(list${pascal(many)}, async ({ access }) => ({
    ${items}: sorted${pascal(many)}(await store.all(access.projectId)).map(view),
  })),
  endpoint(create${Type}, async ({ access, body }) => {
    const ${item} = { id: randomUUID(), name: body.name, createdAt: new Date(clock()) }
    await store.add(access.projectId, ${item})
    return view(${item})
  }),
]

const view = ({ id, name, createdAt }: ${Type}): ${Type}View => ({ id, name, createdAt: createdAt.toISOString() })
`,
    [`${folder}/${one}-routes.http.test.ts`]: `import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('lists what was made', async () => {
  const made = await app.request('POST', '/api/v1/${many}', { name: 'First' })
  expect(made.statusCode).toBe(201)
  const listed = await app.request('GET', '/api/v1/${many}')
  expect(listed.json()).toEqual({ ${items}: [made.json()] })
})

it('names the field that is wrong', async () => {
  const answer = await app.request('POST', '/api/v1/${many}', { name: '' })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ code: 'invalid', field: 'name' })
})
`,
    [`${folder}/index.ts`]: `import type { Clock } from '../../../platform/clock.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { State } from '../../../platform/state/state.ts'
import { ${item}Endpoints } from './${one}-routes.ts'
import { ${item}Store } from './${one}-store.ts'

export interface ${pascal(many)}Dependencies {
  readonly state: State
  readonly clock: Clock
}

export function ${items}Feature({ state, clock }: ${pascal(many)}Dependencies): Feature {
  return { endpoints: ${item}Endpoints(${item}Store(state), clock) }
}
`,
  }
}

/** @param {string} name */
function camel(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
}

/** @param {string} name */
function pascal(name) {
  const word = camel(name)
  return word.charAt(0).toUpperCase() + word.slice(1)
}
