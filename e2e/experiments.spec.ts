import { expect, type Page } from '@playwright/test'
import { bandit, draft, experiment, stopped } from './experiment-answers.ts'
import { type ExperimentMock, mockExperiments } from './experiment-mock.ts'
import { broken, early, hurt, winner } from './experiment-results-answers.ts'
import { logInAsOwner, sendMessages, seriousFindings } from './log-in-as-owner.ts'
import { looks } from './looks.ts'
import { serverTest as test } from './server-test.ts'
import { credentials } from './start-server.ts'

/**
 * One experiment from its flag to its end with real visitors; and the pages in states that take weeks to reach, over answers
 * that this file knows by heart.
 */

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

function mocked(page: Page, results: ExperimentMock['results'] = winner): Promise<ExperimentMock> {
  return mockExperiments(page, { experiments: [experiment, draft, stopped], results })
}

async function expectSound(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0)
  expect(await seriousFindings(page), page.url()).toEqual([])
  const tooWide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
  expect(tooWide, page.url()).toBe(0)
}

test.describe.configure({ timeout: 120_000 })
test.beforeEach(async ({ page, server }) => logInAsOwner(page, server))

test('goes from a flag to a stopped experiment with real visitors, and its report to others', async ({
  page,
  browser,
  server,
}) => {
  await page.goto('/experiments')
  await page.getByRole('link', { name: 'Make the first experiment' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Short form')
  await page.getByRole('button', { name: 'Make a flag' }).click()
  await page.getByRole('textbox', { name: 'Key' }).fill('checkout/short-form')
  await page.getByRole('button', { name: 'Make the flag' }).click()
  await expect(page.getByRole('radio', { name: 'off is how it is now' })).toBeChecked()
  await page.getByRole('combobox', { name: 'The metric that decides' }).click()
  await page.getByRole('option', { name: 'People who order' }).click()
  await page.getByRole('combobox', { name: 'Add a guardrail' }).click()
  await page.getByRole('option', { name: 'Revenue per person' }).click()
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await page.getByRole('button', { name: 'Start the experiment' }).click()
  await page.getByRole('button', { name: 'Start it' }).click()
  await expect(heading(page)).toHaveText(/^Nobody has seen it yet/)

  const flag = '/ofrep/v1/evaluate/flags/checkout%2Fshort-form'
  const headers = { authorization: `Bearer ${credentials.apiToken}` }
  const people = Array.from({ length: 60 }, (_, index) => `visitor-${index}`)
  const answers = await Promise.all(
    people.map((targetingKey) => page.request.post(flag, { headers, data: { context: { targetingKey } } })),
  )
  for (const answer of answers) expect(answer.ok(), await answer.text()).toBe(true)
  const buyers = people.filter((_, index) => index % 3 === 0)
  await sendMessages(
    page,
    buyers.map((userId) => ({
      type: 'track',
      event: 'Order Completed',
      userId,
      properties: { order_id: `order-${userId}`, revenue: 40, currency: 'EUR' },
    })),
  )
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(/^60 people · /)).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await expect(page.getByRole('heading', { name: 'Can it be trusted' })).toBeVisible()
  await expect(page.getByRole('row', { name: /^People who order off \(as it is now\)/ })).toBeVisible()

  await page.getByRole('button', { name: 'Stop…' }).click()
  await page.getByRole('textbox', { name: 'Why' }).fill('It was only a try.')
  await page.getByRole('button', { name: 'Stop it' }).click()
  await expect(page.getByRole('definition').filter({ hasText: 'It was only a try.' })).toBeVisible()
  await page.getByRole('link', { name: 'Report to share' }).click()
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('Short form')

  await page.getByRole('button', { name: 'Share…' }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = (await page.getByRole('region', { name: 'Link to the report' }).textContent()) ?? ''
  expect(link.startsWith(`${server.url}/shared/report#token=report_`)).toBe(true)
  const stranger = await (await browser.newContext()).newPage()
  const asked: string[] = []
  stranger.on('request', (request) => asked.push(request.url()))
  await stranger.goto(link)
  await expect(stranger.getByRole('article').getByRole('heading', { level: 1 })).toContainText('Short form')
  await expect(stranger.getByText(/; the link works until /)).toBeVisible()
  expect(await seriousFindings(stranger)).toEqual([])
  expect(asked.filter((url) => url.includes('/api/'))).toEqual([`${server.url}/api/v1/shared-report`])
  expect(asked.filter((url) => !url.startsWith(server.url) || url.includes('report_'))).toEqual([])
  await page.getByRole('button', { name: /^Turn off the link/ }).click()
  await expect(page.getByText('Links that work')).toHaveCount(0)
  await stranger.reload()
  await expect(heading(stranger)).toHaveText('This link shows no report')
  await stranger.context().close()
})

test('lists what is tried with its verdict, narrowed by state, and says what will be here', async ({
  page,
}) => {
  const mock = await mocked(page)
  await page.goto('/experiments')
  await expect(heading(page)).toHaveText('One experiment can be decided.')
  const rows = page.getByRole('main').locator('ul > li')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(0)).toContainText('Short form brings 3.1\u202f% more orders, between 1.2 and 5.0.')
  await expect(rows.nth(0)).toContainText('41,870 people')
  await expect(rows.nth(0)).toContainText('Short form against Long form · decided by orders per person')
  await page.getByRole('link', { name: 'draft 1' }).click()
  await expect(rows).toHaveCount(1)
  await expect(page).toHaveURL(/state=draft/)
  mock.experiments = []
  await page.goto('/experiments')
  await expect(heading(page)).toHaveText('Here you prove whether a change pays.')
  await expect(page.getByRole('link', { name: 'Make the first experiment' })).toBeVisible()
})

test('says the verdict first, proves it, and ships the winner', async ({ page }) => {
  const mock = await mocked(page)
  await page.goto('/experiments/e1')
  await expect(heading(page)).toHaveText(
    'Short form brings 3.1\u202f% more orders, between 1.2 and 5.0; ship it; worth about €41,000 a year.',
  )
  await expect(page.getByText('41,870 people · 1 Apr 2026 to 20 Apr 2026 (Europe/Berlin)')).toBeVisible()
  await expect(page.getByRole('img', { name: /^What it changed/ })).toHaveAccessibleName(
    /Orders per person \(more is better\): \+3\.1\s%, between \+1\.2\s% and \+5\.0\s%, better/,
  )
  await expect(page.getByRole('img', { name: /^At the end of Mon,? 20 Apr 2026/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^For whom/ })).toBeVisible()
  await page.getByRole('button', { name: 'Menu of the chart “What it changed”' }).click()
  await page.getByRole('menuitem', { name: 'Show the table' }).click()
  await expect(page.getByRole('row', { name: /^Refunded orders Must not be hurt/ })).toContainText('+3.7')
  await page.getByRole('button', { name: 'Ship a variation…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('note')).toHaveCount(0)
  await expect(dialog.getByText(/for everybody in the audience/)).toContainText(/device\.type.*mobile/)
  await dialog.getByRole('button', { name: 'Give the audience “Short form”' }).click()
  await expect(page.getByText('its audience gets Short form')).toBeVisible()
  expect(mock.acts).toEqual([{ path: '/api/v1/experiments/e1/ship', body: { variation: 'on' } }])
})

test('lets more in, only upwards, and warns before shipping what does harm', async ({ page }) => {
  const mock = await mocked(page, hurt)
  await page.goto('/experiments/e1')
  await expect(heading(page)).toContainText('Do not ship')
  await page.getByRole('button', { name: 'Let more in…' }).click()
  const share = page.getByLabel('Of the audience take part')
  await share.fill('20')
  await expect(page.getByRole('button', { name: 'Let them in' })).toBeDisabled()
  await share.fill('100')
  await page.getByRole('button', { name: 'Let them in' }).click()
  await expect(page.getByText('100\u202f% take part')).toBeVisible()
  expect(mock.acts[0]?.body).toEqual({ traffic: 100 })
  await page.getByRole('button', { name: 'Ship a variation…' }).click()
  await page.getByRole('radio', { name: 'Short form' }).check()
  await expect(page.getByRole('note')).toHaveText('It hurts “Refunded orders”.')
  await expect(page.getByRole('button', { name: 'Give the audience “Short form”' })).toBeDisabled()
})

test('stops loudly where visitors are missing, and says when to look again', async ({ page }) => {
  const mock = await mocked(page, broken)
  await page.goto('/experiments/e1')
  const alarm = page.getByRole('alert')
  await expect(alarm).toContainText('Stop: do not decide by these results')
  await expect(alarm.getByRole('row', { name: /^Short form/ })).toContainText('−1,056')
  await expect(page.getByRole('img', { name: /^What it changed/ })).toBeHidden()
  await expect(page.getByText('€41,000')).toBeHidden()
  mock.results = early
  await page.reload()
  await expect(heading(page)).toContainText('Too early to say')
  await expect(page.getByText(/An answer is likely around 22 Apr 2026/)).toBeVisible()
})

test('finishes a draft with a metric of its own and starts it', async ({ page }) => {
  const mock = await mocked(page)
  await page.goto('/experiments/e2/edit')
  await expect(page.getByText('A change of 5\u202f% takes about 22 days.')).toBeVisible()
  const start = page.getByRole('button', { name: 'Start the experiment' })
  await expect(start).toBeDisabled()
  await page.getByRole('button', { name: 'Plan 22 days' }).click()
  await expect(page.getByLabel('Days planned')).toHaveValue('22')
  await page.getByRole('button', { name: 'Make a metric' }).nth(1).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'What is measured' }).click()
  await page.getByRole('option', { name: 'How many came back' }).click()
  await expect(dialog).toContainText('Share that did “Order Completed” on days 7 to 13.')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Came back')
  await dialog.getByRole('button', { name: 'Make the metric' }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const saved = mock.acts.at(-1)
  expect(saved?.path).toBe('/api/v1/experiments/e2')
  expect(saved?.body).toMatchObject({
    decision: { plannedDays: 22, method: 'anytime' },
    metrics: { primary: 'orders', guardrails: ['made'] },
  })
  await start.click()
  await expect(page.getByRole('dialog')).toContainText('100\u202f% of everyone who meets it take part')
  await page.getByRole('button', { name: 'Start it' }).click()
  await expect(page).toHaveURL(/\/experiments\/e2(\?|$)/)
})

for (const [scheme, width] of looks) {
  test(`is sound in ${scheme} at ${width}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 900 })
    // What has a look of its own in one theme or width is looked at there.
    const mock = await mocked(page, scheme === 'light' ? winner : broken)
    mock.experiments = [...mock.experiments, bandit]
    const others = scheme === 'light' ? ['', '/metrics'] : ['/settings', '/e1/report']
    for (const path of ['/e1', '/e2/edit', '/e4', ...others]) {
      await page.goto(`/experiments${path}`)
      await expect(heading(page)).toBeVisible()
      await expectSound(page)
    }
  })
}

test('prints a report that is good on paper in any mode', async ({ page }) => {
  await mocked(page)
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
  await page.goto('/experiments/e1/report')
  await expect(heading(page)).toHaveText('A shorter shipping form')
  await expect(page.getByRole('img', { name: /^What it changed/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  const paper = page.getByRole('article')
  await expect(paper).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await expect(paper).toHaveCSS('color', 'rgb(27, 30, 38)')
})
