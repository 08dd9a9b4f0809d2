import { expect, type Page } from '@playwright/test'
import {
  arrived,
  consent,
  ids,
  named,
  open,
  type SdkWindow,
  stored,
  sdkTest as test,
  track,
} from './sdk-visit.ts'
import { credentials, type RunningServer } from './start-server.ts'

/** What the page had to read, frame by frame, and its page's client. */
interface FlagWindow extends SdkWindow {
  readonly seen: { readonly marked: string[]; readonly own: string[]; readonly shift: number }
  readonly throughline: SdkWindow['throughline'] & {
    readonly flags: {
      value<T>(key: string, fallback: T): T
      ready(): Promise<void>
      onChange(listener: (keys: string[]) => void): void
    }
  }
  changes?: string[][]
}

/** Longer than any machine takes: what is tested is that nothing else is seen, not how fast it is. */
const unhurried = 'data-flags=on&limit=30s'

async function call(server: RunningServer, path: string, body: object): Promise<{ id?: string }> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credentials.apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  expect(answer.ok, text).toBe(true)
  return JSON.parse(text)
}

test.beforeAll(async ({ server }) => {
  await call(server, '/flags', {
    key: 'headline',
    type: 'string',
    browsers: 'answers',
    variations: [
      { key: 'original', value: 'Original' },
      { key: 'new', value: 'New' },
    ],
    environments: { production: { off: 'original', otherwise: { variation: 'new' } } },
  })
})

const seen = (page: Page) => page.evaluate(() => (globalThis as unknown as FlagWindow).seen)
const headlineOf = (page: Page, fallback = 'Original') =>
  page.evaluate(
    (given) => (globalThis as unknown as FlagWindow).throughline.flags.value('headline', given),
    fallback,
  )
/** Two frames on, what changed is painted and noted. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
test('nobody sees one variation turn into the other: not on the first page, not on the next', async ({
  page,
}) => {
  const answers: number[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/ofrep/v1/evaluate/flags') && response.request().method() === 'POST')
      answers.push(response.status())
  })
  await open(page, `/flags?${unhurried}`)
  await expect.poll(async () => (await seen(page)).marked).toEqual(['New'])
  await expect(page.getByText('Only where it is new')).toBeVisible()
  // The page's own code ran before the script was there.
  expect(await seen(page)).toMatchObject({ own: ['Original'], shift: 0 })

  await open(page, `/flags/next?sync&${unhurried}`)
  await expect.poll(async () => (await seen(page)).marked).toEqual(['New'])
  await painted(page)
  expect(await seen(page)).toEqual({ marked: ['New'], own: ['New'], shift: 0 })
  await expect.poll(() => answers).toEqual([200, 304])
})

test('an answer after the limit changes nothing that was seen, and counts on the next page', async ({
  page,
}) => {
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.route('**/ofrep/**', async (route) => {
    if (route.request().method() === 'POST') await held
    await route.continue()
  })
  await open(page, '/flags/slow?data-flags=on')
  await page.evaluate(() => (globalThis as unknown as FlagWindow).throughline.flags.ready())
  await expect.poll(async () => (await seen(page)).marked).toEqual(['Original'])
  release()
  await expect.poll(() => headlineOf(page)).toBe('New')
  await painted(page)
  expect(await seen(page)).toMatchObject({ marked: ['Original'], shift: 0 })
  await open(page, `/flags/slow?sync&${unhurried}`)
  await painted(page)
  expect((await seen(page)).own).toEqual(['New'])
})

test('an exposure is logged once, when the flag is read, whoever tells of it', async ({ page, server }) => {
  await call(server, '/flags', {
    key: 'button',
    type: 'string',
    browsers: 'answers',
    variations: [
      { key: 'a', value: 'A' },
      { key: 'b', value: 'B' },
    ],
    environments: { production: { off: 'a', otherwise: { variation: 'a' } } },
  })
  const split = [
    { variation: 'a', weight: 50 },
    { variation: 'b', weight: 50 },
  ]
  const { id } = await call(server, '/experiments', {
    name: 'Button',
    hypothesis: 'More order with B.',
    flag: 'button',
    environment: 'production',
    control: 'a',
    unit: 'person',
    traffic: 100,
    split,
    metrics: { primary: 'ready:orders', guardrails: [], secondaries: [] },
  })
  await call(server, `/experiments/${id}/start`, {})
  const button = () =>
    page.evaluate(() => (globalThis as unknown as FlagWindow).throughline.flags.value('button', 'none'))

  await open(page, '/plain/exposure?data-flags=on')
  await page.evaluate(() => (globalThis as unknown as FlagWindow).throughline.flags.ready())
  await expect.poll(() => headlineOf(page)).toBe('New')
  await track(page, 'Exposure Not Yet')
  await expect.poll(async () => (await arrived(server, named('Exposure Not Yet'))).length).toBe(1)
  expect(await arrived(server, named('Experiment Viewed'))).toEqual([])
  const value = await button()
  expect(['A', 'B']).toContain(value)
  await open(page, '/plain/exposure/next')
  expect(await button()).toBe(value)
  const { anonymousId } = await ids(page)
  // The site's own server asks for the same visitor, which is an exposure, too.
  const asked = await fetch(`${server.url}/ofrep/v1/evaluate/flags/button`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credentials.writeKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ context: { targetingKey: anonymousId } }),
  })
  expect(await asked.json()).toMatchObject({ value })
  await track(page, 'Exposure Done')
  await expect.poll(async () => (await arrived(server, named('Exposure Done'))).length).toBe(1)
  const exposures = await arrived(server, named('Experiment Viewed'))
  expect(exposures.map(({ properties }) => properties)).toEqual([
    expect.objectContaining({
      experiment_id: id,
      variation: value.toLowerCase(),
      unit_value: anonymousId,
      flag: 'button',
    }),
  ])

  // Who refuses is drawn into nothing, while the other flags work.
  await consent(page, { analytics: false })
  await open(page, '/plain/refused?data-flags=on')
  await expect.poll(() => headlineOf(page)).toBe('New')
  expect(await button()).toBe('none')
  expect(Object.keys(await stored(page)).filter((name) => !name.startsWith('throughline-consent'))).toEqual(
    [],
  )
})

test('a page that asks for changes hears when the switch is thrown', async ({ page, server }) => {
  await open(page, '/plain/changes')
  const stream = page.waitForRequest(/\/ofrep\/v1\/events\//)
  await page.evaluate(() => {
    const window = globalThis as unknown as FlagWindow
    const changes: string[][] = []
    window.changes = changes
    window.throughline.flags.onChange((keys) => changes.push([...keys]))
  })
  await stream
  await expect.poll(() => headlineOf(page)).toBe('New')
  await call(server, '/flags/headline/switch', { environment: 'production', enabled: false })
  await expect.poll(() => headlineOf(page, 'fallback')).toBe('Original')
  expect(await page.evaluate(() => (globalThis as unknown as FlagWindow).changes?.slice(1))).toEqual([
    ['headline'],
  ])
})
