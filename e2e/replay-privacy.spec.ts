import { expect, type Page } from '@playwright/test'
import { allThatIsStored, eventsOf, recordingsOf } from './recorded.ts'
import { form, friction, plain, privateParts, secretFields } from './replay-pages.ts'
import { type ReplaySite, startReplaySite } from './replay-site.ts'
import { leave, open } from './replay-visit.ts'
import { serverTest as test } from './server-test.ts'

/** What is never recorded: what is typed, what is private, and visits that nobody allowed to be. */
let site: ReplaySite
test.beforeAll(async ({ server }) => {
  site = await startReplaySite(server, {
    '/secrets': { html: secretFields, attributes: 'data-replay="1" data-unmask="input, textarea, .all"' },
    '/masked': { html: secretFields },
    '/private': { html: privateParts, attributes: 'data-replay="1" data-block=".hide"' },
    '/invalid-selector': {
      html: privateParts,
      attributes: 'data-replay="1" data-block="..[" data-unmask=":::"',
    },
    '/friction': { html: friction, attributes: 'data-replay="friction"' },
    '/abandoned': { html: form, attributes: 'data-replay="friction"' },
    '/friction/next': { html: plain, attributes: 'data-replay="friction"' },
    '/off': { html: plain, attributes: '' },
    '/consent': { html: plain, attributes: 'data-replay="1" data-consent="required"' },
    '/two': { html: plain },
  })
})
test.afterAll(() => site.close())

interface ConsentWindow {
  throughline: { consent(choices: object): void }
}

test('nothing that is typed is recorded, and secrets not even where a site unmasks everything', async ({
  browser,
  server,
}) => {
  for (const path of ['/masked', '/secrets']) {
    const page = await browser.newPage()
    await open(page, site.page(path))
    await typeSecrets(page)
    await page.waitForTimeout(1500)
    await leave(page, server, path)
    await page.close()
  }
  const stored = await allThatIsStored(server)
  // What the site shows itself is there: the proof below is of a recording that works.
  expect(stored).toContain('Your details')
  for (const secret of [
    'hunter2-pass',
    'visible-pass',
    '4111 1',
    '1111 1111',
    '5555555555554444',
    '987-cvc',
    '424242',
    'swordfish',
    '731-cvv',
  ])
    expect(around(stored, secret), secret).toBe('')
  const masked = (await eventsOf(server, (await recordingsOf(server, '/masked'))[0]?.id ?? '')).map((event) =>
    JSON.stringify(event),
  )
  for (const typed of [
    'Annabelle',
    'ann@typed',
    'long story',
    '0176555',
    'search-words',
    'edited text',
    'typed-in-shadow',
    'typed-in-frame',
    'hidden-token',
    'framed-value',
    'Bella-Donna',
    'edited-link',
    'cleared-later',
    '2031-05-06',
  ])
    expect(around(masked.join('\n'), typed), typed).toBe('')
  const shown = JSON.stringify(await eventsOf(server, (await recordingsOf(server, '/secrets'))[0]?.id ?? ''))
  expect(shown).toContain('Annabelle')
})

test('private parts are boxes without content, also when they change', async ({ page, server }) => {
  for (const path of ['/private', '/invalid-selector']) {
    await open(page, site.page(path))
    await page.evaluate(`(() => {
      for (const box of document.querySelectorAll('[data-private], .hide')) {
        box.insertAdjacentHTML('beforeend', '<p>late-' + box.className + '</p>')
        box.querySelector('span').textContent = 'changed-' + box.className
        box.setAttribute('title', 'titled-' + box.className)
      }
      dispatchEvent(new Event('late'))
    })()`)
    await page.waitForTimeout(500)
    const events = JSON.stringify(await eventsOf(server, await leave(page, server, path)))
    expect(events).toContain('Public words')
    for (const word of ['first-private', 'late-private', 'changed-private'])
      expect(events).not.toContain(word)
    if (path === '/private')
      for (const word of ['first-hide', 'late-hide', 'changed-hide']) expect(events).not.toContain(word)
  }
})

test('around friction alone: nothing is sent before it, and what led to it is', async ({ page, server }) => {
  await open(page, site.page('/friction'))
  await page.getByRole('button', { name: 'Count' }).click()
  await page.waitForTimeout(6000)
  await page.goto(site.page('/friction/next'))
  await page.waitForTimeout(1000)
  expect(await recordingsOf(server, '/friction')).toHaveLength(0)
  await open(page, site.page('/friction'))
  await page.getByRole('button', { name: 'Count' }).click()
  await page.waitForTimeout(6000)
  await page.getByRole('button', { name: 'Fail' }).click()
  await expect.poll(async () => (await recordingsOf(server, '/friction')).length).toBe(1)
  await page.waitForTimeout(500)
  await page.getByRole('button', { name: 'After' }).click()
  await page.waitForTimeout(200)
  const id = await leave(page, server, '/friction')
  const texts = JSON.stringify(await eventsOf(server, id))
  expect(texts).toContain('Counted 1')
  expect(texts).toContain('Afterwards')
})

test('friction that is met on the way out still brings what led to it', async ({ page, server }) => {
  await open(page, site.page('/abandoned'))
  await page.getByLabel('Street').pressSequentially('Sesame')
  await page.getByLabel('Town').pressSequentially('Berlin')
  await page.waitForTimeout(300)
  const events = JSON.stringify(await eventsOf(server, await leave(page, server, '/abandoned')))
  expect(events).toContain('Your address')
  expect(events).not.toContain('Sesame')
})

test('no recording without consent, none after it is withdrawn, none where the browser asks for privacy', async ({
  page,
  server,
  browser,
}) => {
  const chunks: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/v1/replay')) chunks.push(request.url())
  })
  await page.goto(site.page('/consent'))
  await page.waitForTimeout(1500)
  expect(chunks).toHaveLength(0)
  const say = (choices: object) =>
    page.evaluate((given) => (globalThis as unknown as ConsentWindow).throughline.consent(given), choices)
  const begun = page.waitForResponse(/\/sdk\/replay\.js/)
  await say({ analytics: true, replay: true })
  await begun
  await page.waitForTimeout(6000)
  expect(chunks.length).toBeGreaterThan(0)
  await say({ replay: false })
  const before = chunks.length
  await page.evaluate(`document.body.append('after the withdrawal')`)
  await page.waitForTimeout(6000)
  await page.goto('about:blank')
  await page.waitForTimeout(500)
  expect(chunks.length).toBe(before)
  expect(await allThatIsStored(server)).not.toContain('after the withdrawal')

  const context = await browser.newContext()
  await context.addInitScript(() => {
    Object.defineProperty(Object.getPrototypeOf(navigator), 'globalPrivacyControl', { get: () => true })
  })
  const careful = await context.newPage()
  const asked: string[] = []
  careful.on('request', (request) => asked.push(request.url()))
  await careful.goto(site.page('/two'))
  await careful.waitForTimeout(2000)
  expect(asked.filter((url) => /replay/.test(url))).toEqual([])
  await context.close()

  await page.goto(site.page('/off'))
  await page.waitForTimeout(1500)
  expect(await recordingsOf(server, '/off')).toHaveLength(0)
})

/** Where a text has another in it; a whole recording would be too long to be read. */
function around(text: string, part: string): string {
  const at = text.indexOf(part)
  return at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 100)
}

async function typeSecrets(page: Page): Promise<void> {
  await page.getByLabel('Name').pressSequentially('Annabelle')
  await page.getByLabel('E-mail').fill('ann@typed.example')
  await page.getByLabel('Story').pressSequentially('long story')
  await page.getByLabel('Phone').fill('0176555')
  await page.getByLabel('Search').fill('search-words')
  await page.getByLabel('Birthday').fill('2031-05-06')
  await page.locator('#cleared').fill('')
  await page.locator('#editable').click()
  await page.keyboard.type('edited text')
  await page.locator('#in-shadow').locator('input').pressSequentially('typed-in-shadow')
  await page.frameLocator('iframe').locator('input').pressSequentially('typed-in-frame')
  await page.getByLabel('Alias').pressSequentially('Bella-Donna')
  await page.getByLabel('CVV').pressSequentially('731-cvv')
  await page.getByLabel('Password').pressSequentially('hunter2-pass')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.getByLabel('Password').pressSequentially('visible-pass')
  await page.getByLabel('Card number').pressSequentially('4111 1111 1111 1111')
  await page.getByLabel('Anything').pressSequentially('5555555555554444')
  await page.getByLabel('Check digits').fill('987-cvc')
  await page.getByLabel('Code').pressSequentially('424242')
  await page.getByLabel('Keyword').fill('swordfish')
}
