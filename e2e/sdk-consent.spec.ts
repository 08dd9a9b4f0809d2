import { expect } from '@playwright/test'
import {
  type ArrivedEvent,
  arrived,
  consent,
  ids,
  named,
  names,
  open,
  pagesOf,
  readable,
  type SdkWindow,
  sentBy,
  stored,
  sdkTest as test,
  track,
} from './sdk-visit.ts'

/** What is kept and sent where a visitor has not agreed, or has refused. */

test('without consent where it is required: no storage, ids for the page alone', async ({ page, server }) => {
  await open(page, '/plain/required?data-consent=required')
  await track(page, 'Required Before')
  await expect.poll(async () => (await arrived(server, named('Required'))).length).toBe(1)
  expect(await stored(page)).toEqual({})
  const before = await ids(page)
  await open(page, '/plain/required?data-consent=required')
  expect((await ids(page)).anonymousId).not.toBe(before.anonymousId)
  await track(page, 'Required Second')
  const own = await ids(page)

  await consent(page, { analytics: true, replay: false })
  expect(await ids(page)).toEqual(own)
  expect(Object.keys(await stored(page)).length).toBeGreaterThan(1)
  await open(page, '/plain/required?data-consent=required')
  expect((await ids(page)).anonymousId).toBe(own.anonymousId)
  await track(page, 'Required After')
  // Said again by the site's banner: no news.
  await consent(page, { analytics: true, replay: false })
  const mine = ({ anonymousId }: ArrivedEvent) => anonymousId === own.anonymousId
  await expect
    .poll(async () => names((await arrived(server, mine)).filter(({ type }) => type === 'track')))
    .toEqual(['Consent Updated', 'Required After', 'Required Second'])
  const record = (await arrived(server, mine)).find(({ event }) => event === 'Consent Updated')
  expect(record?.properties).toEqual({ analytics: true, replay: false })
  const after = (await arrived(server, mine)).find(({ event }) => event === 'Required After')
  expect(after?.context.consent).toEqual({ categoryPreferences: { analytics: true, replay: false } })
})

test('refusing analytics: storage goes, the record is the last that is sent, and consent begins anew', async ({
  page,
  context,
  server,
}) => {
  await open(page, '/plain/refusal')
  const other = await context.newPage()
  await open(other, '/plain/refusal/other')
  const before = await ids(page)
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/refusal'))).length).toBe(2)
  let refusals = 0
  await context.route('**/v1/batch', (route) => {
    refusals++
    return route.fulfill({ status: 503, headers: { ...readable, 'retry-after': '600' } })
  })
  await track(page, 'Refusal Unsent')
  await expect.poll(() => refusals).toBe(1)
  await context.unroute('**/v1/batch')
  const sent = sentBy(context)
  await consent(page, { analytics: false })
  // The four words alone, so that the next page knows them.
  expect(Object.entries(await stored(page))).toEqual([
    [expect.stringContaining('consent'), '{"analytics":false}'],
  ])
  for (const tab of [page, other]) {
    await track(tab, 'Refusal Silent')
    await tab.evaluate(() => (globalThis as unknown as SdkWindow).throughline.identify('nobody'))
  }
  await open(page, '/plain/refusal/next')
  await track(page, 'Refusal Silent')
  await consent(page, { analytics: false })
  await page.waitForTimeout(3000)
  // Playwright does not see requests that outlive their page; the server does.
  expect(sent.filter(({ event }) => event !== 'Consent Updated')).toEqual([])
  const records = () =>
    arrived(
      server,
      ({ event, anonymousId }) => event === 'Consent Updated' && anonymousId === before.anonymousId,
    )
  await expect.poll(async () => (await records()).length).toBe(1)
  expect(Object.keys(await stored(page))).toHaveLength(1)

  await consent(page, { analytics: true })
  await track(page, 'Refusal Over')
  await expect.poll(async () => names(await arrived(server, named('Refusal')))).toEqual(['Refusal Over'])
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/refusal/next'))).length).toBe(1)
  expect((await ids(page)).anonymousId).not.toBe(before.anonymousId)
})

for (const signal of ['globalPrivacyControl', 'doNotTrack'])
  test(`${signal}: analytics without storage, and a record of what is refused`, async ({ page, server }) => {
    await page.addInitScript((name) => {
      Object.defineProperty(Navigator.prototype, name, { get: () => (name === 'doNotTrack' ? '1' : true) })
    }, signal)
    await open(page, `/plain/${signal}?data-replay=1`)
    await track(page, `Signal ${signal}`)
    await expect.poll(async () => (await arrived(server, named(`Signal ${signal}`))).length).toBe(1)
    expect(await stored(page)).toEqual({})
    const [event] = await arrived(server, named(`Signal ${signal}`))
    expect(event?.context.consent).toEqual({
      categoryPreferences: { replay: false, personalisation: false, marketing: false },
    })
  })
