import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { april, detail, finding, findings, ready } from './friction-answers.ts'
import { mockFriction } from './friction-mock.ts'
import { logInAsOwner, sendMessages, seriousFindings } from './log-in-as-owner.ts'
import { looks } from './looks.ts'
import { serverTest as test } from './server-test.ts'

/** The pages of friction in every state, over answers that this file knows by heart. */

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const list = `/friction?${april.query}`
const card = `/friction/shipping-safari?${april.query}`

async function expectSound(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0)
  expect(await seriousFindings(page), page.url()).toEqual([])
  const tooWide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
  expect(tooWide, page.url()).toBe(0)
}

test.describe.configure({ mode: 'serial', timeout: 120_000 })
test.beforeEach(async ({ page, server }) => logInAsOwner(page, server))

test('says what will be here before anything has arrived', async ({ page }) => {
  await page.goto('/friction')
  await expect(heading(page)).toHaveText('Here you see where customers struggle, and what it costs.')
  await expect(page.getByRole('button', { name: 'Load the sample shop' })).toBeVisible()
  await expectSound(page)
  const now = new Date().toISOString()
  await sendMessages(page, [{ type: 'track', anonymousId: 'ada', event: 'Product Viewed', timestamp: now }])
})

test('ranks findings by money, with who, where, since when and how sure', async ({ page }) => {
  await mockFriction(page, { list: ready, detail })
  await page.goto(list)
  await expect(heading(page)).toHaveText('€36,600 in this period is at risk in six places.')
  await expect(page.getByText(/50.% of it is one thing: Shipping step fails/)).toBeVisible()
  const rows = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('link') })
  await expect(rows).toHaveCount(6)
  await expect(rows.nth(0)).toContainText('new')
  await expect(rows.nth(0)).toContainText('Phones')
  await expect(rows.nth(0)).toContainText('since 9 April · 812 sessions')
  await expect(rows.nth(0).getByRole('img')).toHaveAccessibleName(
    '€18,400, between €14,100 and €23,100 (95 % interval)',
  )
  await expect(rows.nth(1)).toContainText('Mara Vogel')
  await expect(rows.nth(2)).toContainText('19–22 April')
  await expect(page.getByRole('link', { name: /gallery/ })).toHaveCount(0)

  await page.getByText('Some of them: Not more than chance').click()
  await expect(page.getByText('Help pages are read before the cart')).toBeVisible()
  await expectSound(page)
})

test('is narrowed by the link, the journey and the filters, and saved as a file', async ({ page }) => {
  await mockFriction(page, { list: ready, detail })
  await page.goto(`${list}&state=new`)
  await expect(heading(page)).toHaveText('€19,500 in this period is at risk in two of six places.')
  await page.getByRole('button', { name: 'Show all', exact: true }).click()
  await expect(page).not.toHaveURL(/state=/)

  await page.getByRole('button', { name: /^Product 38.1k/ }).click()
  await expect(page).toHaveURL(/step=Product/)
  await expect(page.getByRole('link', { name: 'Product images take 6 s and more' })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Shipping step/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'show 1 ignored one too' }).click()
  await expect(page).toHaveURL(/mark=all/)
  await expect(page.getByRole('link', { name: /gallery/ })).toBeVisible()

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  const file = await readFile(await (await saved).path(), 'utf8')
  expect(file.split('\r\n')).toHaveLength(4)
  expect(file).toContain('money at risk in the period (EUR)')
  expect(file).toContain('slow-images,Product images take 6 s and more,ongoing,none,,,slow_lcp,Product')
  expect(file).toContain('2420,903,4010')

  await page.getByRole('combobox', { name: 'Owner' }).click()
  await page.getByRole('option', { name: 'Mara Vogel' }).click()
  await expect(heading(page)).toHaveText('None of the six findings is like that.')
  await page.getByRole('button', { name: 'Show all of them' }).click()
  await expect(heading(page)).toContainText('in seven places')
})

test('looks for friction, keeps what it has, and shows what it found by itself', async ({ page }) => {
  const first = { ...ready, status: 'running' as const, computedAt: null, findings: [], withheld: [] }
  const mock = await mockFriction(page, { list: first, detail })
  await page.goto(list)
  await expect(heading(page)).toHaveText('Looking for where customers struggle')
  await expect(page.getByText('Reading the sessions of this period.')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  mock.list = { ...ready, status: 'running' }
  await expect(heading(page)).toHaveText(/€36,600 in this period/)
  await expect(page.getByText(/Below stands what was found on 1 May 2026, 05:12/)).toBeVisible()
  mock.list = ready
  await expect(page.getByText(/Looking again/)).toHaveCount(0)
  const { asked } = mock
  await page.waitForTimeout(2_500)
  expect(mock.asked, 'a finished run is not asked for again').toBe(asked)
})

test('says why it failed and what to do, and tries again', async ({ page }) => {
  const problem = 'The run needed more memory than it may have (1 GB).'
  const failed = {
    ...ready,
    status: 'failed' as const,
    problem,
    computedAt: null,
    findings: [],
    withheld: [],
  }
  const mock = await mockFriction(page, { list: failed, detail })
  await page.goto(list)
  await expect(page.getByRole('alert')).toContainText(problem)
  await expect(page.getByRole('alert')).toContainText('choose a shorter period')
  await expectSound(page)
  mock.list = { ...ready, status: 'failed', problem }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(heading(page)).toHaveText(/€36,600/)
  await expect(page.getByRole('alert')).toContainText(problem)
  mock.list = ready
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('calls it good news where nothing was found, and says what is missing', async ({ page }) => {
  const mock = await mockFriction(page, { list: { ...ready, findings: [] }, detail })
  await page.goto(list)
  await expect(heading(page)).toHaveText('Nothing costs money beyond doubt in this period.')
  await expect(page.getByText(/good news: 1,284 places and groups in 61,240 sessions/)).toBeVisible()
  await expectSound(page)
  mock.list = { ...ready, findings: [], orders: 0, revenue: 0 }
  await page.reload()
  await expect(heading(page)).toHaveText('Nobody bought anything in this period.')
  await expectSound(page)
  mock.list = { ...mock.list, sessions: 0, withheld: [], steps: [] }
  await page.reload()
  await expect(heading(page)).toHaveText('Nobody came in this period.')
  await page.getByRole('button', { name: 'Show all time' }).click()
  await expect(page).toHaveURL(/period=all/)
})

test('tells all about one finding', async ({ page }) => {
  await mockFriction(page, { list: ready, detail })
  await page.goto(list)
  await page.getByRole('link', { name: /^Shipping step/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/friction\/shipping-safari/)
  await expect(heading(page)).toHaveText(
    'Shipping step fails on phones with Safari since 9 April: 812 sessions, €18,400 in this period, between €14,100 and €23,100.',
  )
  const main = page.getByRole('main')
  await expect(main).toContainText(
    'Of 100 affected sessions 36 went on to Payment; without it, 77 would have.',
  )
  await expect(page.getByRole('img', { name: /^Money at risk a day: most from/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^How far they come\. Shipping: 100/ })).toBeVisible()
  const estimate = page.getByRole('row', { name: /^Our estimate/ })
  await expect(estimate).toContainText('33–48')
  await expect(estimate).toContainText('14,100–23,100')
  await expect(page.getByRole('row', { name: /^Raw gap/ })).toContainText('€26,900')
  await expect(page.getByRole('row', { name: /^If something is unseen/ })).toContainText('€13,000')
  await expect(main).toContainText('An observation; only an experiment would prove it')
  await expect(main).toContainText('CHF 1,200 (610–1,890) in this period, without a rate into EUR')
  await expect(main).toContainText('This is an observation. An experiment proves it')
  await expect(page.getByRole('link', { name: /at 01:12/ })).toHaveAttribute(
    'href',
    /\/recordings\/recording-2\?.*t=72\.4/,
  )
  await expect(page.getByRole('row', { name: /^4\.12\.0/ })).toContainText('€804')
  await expect(page.getByRole('row', { name: /shipping\/quote/ })).toContainText('604')
  await expectSound(page)

  await page.getByRole('button', { name: 'Menu of the chart “Where they are lost”' }).click()
  await page.getByRole('menuitem', { name: 'Show the table' }).click()
  await expect(page.getByRole('row', { name: /^Payment/ })).toContainText('36')
})

test('is watched, assigned, ignored for a reason, and called fixed', async ({ page }) => {
  const mock = await mockFriction(page, { list: ready, detail })
  await page.goto(card)
  await page.getByRole('button', { name: 'Watch', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stop watching' })).toBeVisible()

  await page.getByRole('button', { name: 'Assign…' }).click()
  await page.getByRole('dialog').getByLabel('Owner').fill('Mara Vogel')
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Assign it' }).click()
  await expect(page.getByText('owner: Mara Vogel')).toBeVisible()

  await page.getByRole('button', { name: 'Ignore because…' }).click()
  const ignore = page.getByRole('button', { name: 'Ignore it' })
  await expect(ignore).toBeDisabled()
  await page.getByRole('textbox', { name: 'Reason' }).fill('The shipping step is replaced in May.')
  expect(await seriousFindings(page)).toEqual([])
  await ignore.click()
  await expect(page.getByText('Ignored because: “The shipping step is replaced in May.”')).toBeVisible()
  await page.getByRole('link', { name: 'Friction' }).first().click()
  await expect(heading(page)).toHaveText(/in five places\.$/)

  await page.goto(card)
  await page.getByRole('button', { name: 'No longer ignore' }).click()
  await page.getByRole('button', { name: 'Mark as fixed' }).click()
  await expect(page.getByRole('button', { name: 'Not fixed after all' })).toBeVisible()
  expect(mock.marks).toEqual([
    { mark: 'watched' },
    { owner: 'Mara Vogel' },
    { mark: 'ignored', reason: 'The shipping step is replaced in May.' },
    { mark: 'none' },
    { mark: 'fixed' },
  ])
})

test('a finding that these days or this project do not know is said so', async ({ page }) => {
  await mockFriction(page, { list: ready, detail: { ...detail, finding: null } })
  await page.goto(card)
  await expect(heading(page)).toHaveText('This was not found in this period.')
  await expectSound(page)
  await page.route(/\/api\/v1\/friction\/findings\//, (route) =>
    route.fulfill({
      status: 404,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        status: 404,
        code: 'not_found',
        title: 'Not found',
        detail: 'No such finding.',
      }),
    }),
  )
  await page.reload()
  await expect(heading(page)).toHaveText('There is no such finding.')
})

const long =
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverkaufsseite does not answer to taps of visitors who come by paid search'
const many = Array.from({ length: 40 }, (_, index) =>
  finding({
    id: `many-${index}`,
    title: index % 7 === 3 ? long : `Button ${index + 1} does nothing`,
    // Reaching below nothing, of no width, and as they mostly are.
    money: [
      12_000 / (index + 1),
      index % 3 === 0 ? -1500 / (index + 1) : (index % 5 === 4 ? 12_000 : 9000) / (index + 1),
      (index % 5 === 4 ? 12_000 : 16_000) / (index + 1),
    ],
    affected: 300 + index,
    parts: {
      who:
        index % 2 === 0 ? {} : { 'device.type': 'mobile', 'browser.name': 'Samsung Internet', country: 'GB' },
      owner: index % 4 === 0 ? 'maria.magdalena.schwarzenberger@very-long-company-name.example.com' : null,
    },
  }),
)

for (const [colorScheme, width] of looks) {
  test(`is accessible and fits in every state, ${colorScheme}, ${width} wide`, async ({ page }) => {
    test.slow()
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    const mock = await mockFriction(page, { list: ready, detail })
    for (const path of [list, card, '/']) {
      await page.goto(path)
      await expect(page.getByText('Shipping step fails on phones with Safari').first()).toBeVisible()
      await expectSound(page)
    }
    mock.list = { ...ready, findings: many }
    await page.goto(list)
    await expect(heading(page)).toContainText('in 40 places')
    await expectSound(page)
  })
}

test('is the first thing on Home, in money, most first', async ({ page }) => {
  const mock = await mockFriction(page, { list: { ...ready, findings: [...findings] }, detail })
  await page.goto('/')
  await expect(heading(page)).toHaveText('€36,600 in this period is at risk in six places.')
  await expect(page.getByText(/1 person came/)).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Where customers struggle')
  await expect(page.getByRole('link', { name: 'Search finds nothing for “boots 42”' })).toHaveCount(0)
  await page.getByRole('link', { name: 'See all 6 findings' }).click()
  await expect(page.getByRole('link', { name: 'Search finds nothing for “boots 42”' })).toBeVisible()

  mock.list = { ...ready, status: 'running', computedAt: null, findings: [], withheld: [] }
  await page.goto('/')
  await expect(page.getByText(/Reading the sessions of this period/)).toBeVisible()
  await expect(heading(page)).toContainText('1 person came')
  mock.list = { ...ready, findings: [] }
  await expect(page.getByText('Nothing costs money beyond doubt')).toBeVisible()
})
