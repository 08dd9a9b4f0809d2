import { expect, type Page } from '@playwright/test'
import { logInAsOwner, seriousFindings } from './log-in-as-owner.ts'
import { looks } from './looks.ts'
import { serverTest as test } from './server-test.ts'
import { credentials, type RunningServer } from './start-server.ts'

const day = (date: number, time = '12:00'): string => `2026-03-0${date}T${time}:00.000Z`

/** Ada came as a visitor and logged in; Ben came only as a visitor; Cleo has another account. */
const history = [
  {
    type: 'page',
    name: 'Lamps',
    anonymousId: 'ada-phone',
    timestamp: day(1),
    properties: { path: '/lamps' },
    context: { sessionId: 's1' },
  },
  {
    type: 'identify',
    userId: 'ada',
    anonymousId: 'ada-phone',
    timestamp: day(1, '12:05'),
    traits: {
      name: 'Ada Example',
      email: 'ada@example.com',
      plan: 'pro',
      rating: 4.5,
      address: { country: 'GB' },
    },
    context: { sessionId: 's1' },
  },
  {
    type: 'track',
    event: 'Order Completed',
    userId: 'ada',
    timestamp: day(1, '12:10'),
    properties: { order_id: 'o-1', total: 59.8, currency: 'EUR' },
    context: { sessionId: 's1' },
  },
  {
    type: 'track',
    event: 'Order Completed',
    userId: 'ada',
    timestamp: day(1, '13:00'),
    properties: { order_id: 'o-2', total: 20, currency: 'EUR' },
    context: { sessionId: 's1' },
  },
  {
    type: 'track',
    event: 'Order Cancelled',
    userId: 'ada',
    timestamp: day(2, '09:00'),
    properties: { order_id: 'o-2' },
  },
  {
    type: 'group',
    groupId: 'acme',
    userId: 'ada',
    timestamp: day(2),
    traits: { name: 'Acme Ltd', type: 'agency', seats: 12 },
  },
  {
    type: 'track',
    event: 'Product Viewed',
    userId: 'ada',
    timestamp: day(3),
    properties: { name: 'Walnut lamp', price: 49.9, currency: 'EUR' },
    context: { sessionId: 's2' },
  },
  { type: 'page', name: 'Start', anonymousId: 'ben-laptop', timestamp: day(4) },
  {
    type: 'identify',
    userId: 'cleo',
    timestamp: day(2),
    traits: { name: 'Cleo Example', email: 'cleo@example.com', plan: 'free' },
  },
]

async function send(server: RunningServer): Promise<void> {
  const batch = history.map((message, index) => ({ messageId: `people-${index}`, ...message }))
  const answer = await fetch(`${server.url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ writeKey: credentials.writeKey, batch }),
  })
  expect(answer.status).toBe(200)
  // Who is one person with whom follows within a second.
  await expect(async () => {
    const told = await fetch(`${server.url}/api/v1/projections`, {
      headers: { authorization: `Bearer ${credentials.apiToken}` },
    })
    const { projections } = (await told.json()) as { projections: { behind: number }[] }
    expect(projections.map(({ behind }) => behind)).toEqual(projections.map(() => 0))
  }).toPass()
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

test.beforeEach(async ({ page, server }) => logInAsOwner(page, server))

test('says what to do while there is nobody', async ({ page }) => {
  await page.goto('/people')
  await expect(heading(page)).toHaveText('Here will be everyone who comes to you.')
  await expect(page.getByRole('button', { name: 'Load the sample shop' })).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
})

test.describe('people', () => {
  test.beforeAll(async ({ server }) => send(server))

  test('finds someone by any part of them, and keeps the search in the link', async ({ page }) => {
    await page.goto('/people')
    await expect(heading(page)).toHaveText('3 people so far.')
    await page.getByLabel('Find someone').fill('ada@exa')
    await expect(heading(page)).toHaveText('1 person with “ada@exa”.')
    await expect(page).toHaveURL(/q=ada/)
    await page.reload()
    const ada = page.getByRole('row', { name: /Ada Example/ })
    await expect(ada).toContainText('User id ada')
    await expect(ada.getByRole('cell').last()).toHaveText('€59.80')
    await page.getByLabel('Find someone').fill('nobody at all')
    await page.getByRole('link', { name: 'Show everyone' }).click()
    await expect(page.getByRole('link', { name: 'Visitor ben-laptop' })).toBeVisible()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save all as CSV' }).click()
    expect((await saved).suggestedFilename()).toBe('people.csv')
  })

  test('shows on a phone what someone did below their name', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 900 })
    await page.goto('/people')
    await expect(page.getByRole('row', { name: /Ada Example/ })).toContainText('7 events · 1 order, €59.80')
    await page.goto('/people/ada?tab=orders')
    await expect(page.getByRole('row', { name: /o-2/ })).toContainText('Cancelled')
  })

  test('narrows by a trait', async ({ page }) => {
    await page.goto('/people')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByRole('combobox', { name: 'Property' }).fill('person.plan')
    await page.getByRole('combobox', { name: 'Value' }).fill('pro')
    await expect(heading(page)).toHaveText('1 person who fits the conditions.')

    await page.getByRole('combobox', { name: 'Property' }).fill('person.rating')
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Operator' }).click()
    await page.getByRole('option', { name: 'is at least' }).click()
    const bound = page.getByRole('textbox', { name: 'Value' })
    await bound.fill('4.60')
    await expect(heading(page)).toHaveText('Nobody who fits the conditions.')
    await bound.fill('4.50')
    await expect(heading(page)).toHaveText('1 person who fits the conditions.')
    await expect(bound).toHaveValue('4.50')
  })

  test('shows who someone is, what they did and bought', async ({ page }) => {
    await page.goto('/people/ada@example.com')
    await expect(heading(page)).toContainText(
      /^Ada Example has ordered once since March.*, €59\.80 in all\.$/,
    )
    await expect(page.getByRole('complementary')).toContainText('address.countryGB set 1 Mar 2026, 12:05')
    await expect(page.getByRole('complementary')).toContainText('Acme Ltd')
    const newest = page.getByRole('button', { name: /Product Viewed/ })
    await expect(newest).toContainText('Walnut lamp · €49.90')
    await newest.click()
    await expect(page.getByLabel('The event Product Viewed as JSON')).toContainText('"messageId"')
    await page.getByRole('tab', { name: 'Orders' }).click()
    await expect(page.getByRole('row', { name: /o-1/ })).toContainText(/Placed.*€59\.80/)
    await expect(page.getByRole('row', { name: /o-2/ })).toContainText(/Cancelled.*€20\.00.*€0\.00/)
    await expect(page).toHaveURL(/tab=orders/)
  })

  test('merges two people and parts them again, with the evidence', async ({ page }) => {
    await page.goto('/people/ada')
    await page.getByRole('button', { name: 'Merge with another person' }).click()
    await page.getByLabel('Find the other person').fill('cleo')
    await page.getByRole('button', { name: /Cleo Example/ }).click()
    await expect(page.getByText('Both have an account.')).toBeVisible()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Merge the two' }).click()
    await expect(page.getByRole('complementary')).toContainText('cleo@example.com')

    await page.getByRole('tab', { name: 'Identity' }).click()
    await expect(page.getByText(/said that user id cleo and user id ada are one person/)).toBeVisible()
    await page.getByRole('button', { name: 'Separate cleo', exact: true }).click()
    await expect(page.getByText('No event will ever join the two again by itself.')).toBeVisible()
    await page.getByRole('button', { name: 'Separate it' }).click()
    await expect(page.getByRole('dialog').getByRole('link')).toHaveText(['Ada Example', 'Cleo Example'])
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByText(/said that user id cleo is not the person of user id ada/)).toBeVisible()
    await expect(page.getByRole('complementary')).not.toContainText('cleo@example.com')
  })

  test('shows a group and its people', async ({ page }) => {
    await page.goto('/people/groups')
    await page.getByRole('link', { name: 'Acme Ltd' }).click()
    await expect(heading(page)).toHaveText('Acme Ltd is an agency of 1 person.')
    await page.getByRole('link', { name: 'Ada Example' }).click()
    await expect(heading(page)).toContainText('Ada Example')
  })

  test('says so where nobody has the id', async ({ page }) => {
    await page.goto('/people/nobody')
    await expect(heading(page)).toHaveText('Nobody is known by “nobody”.')
  })

  const pages = [
    '/people',
    '/people?q=nobody',
    '/people/ada',
    '/people/ada?tab=orders',
    '/people/ada?tab=identity',
    '/people/ben-laptop?tab=orders',
    '/people/groups',
    '/people/groups/acme',
  ]

  for (const [colorScheme, width] of looks) {
    test(`is accessible and fits, ${colorScheme}, ${width} wide`, async ({ page }) => {
      test.slow()
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 900 })
      for (const path of pages) {
        await page.goto(path)
        await expect(heading(page)).toBeVisible()
        await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0)
        expect(await seriousFindings(page), path).toEqual([])
        const tooWide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
        expect(tooWide, path).toBe(0)
      }
    })
  }
})
