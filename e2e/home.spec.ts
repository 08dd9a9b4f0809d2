import { expect, type Page } from '@playwright/test'
import { logInAsOwner, seriousFindings } from './log-in-as-owner.ts'
import { looks } from './looks.ts'
import { serverTest as test } from './server-test.ts'
import { credentials } from './start-server.ts'

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
/** How the shop does: the heading, or below it where money is at risk. */
const health = (page: Page) => page.getByText(/people came/)

async function expectSound(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0)
  expect(await seriousFindings(page), page.url()).toEqual([])
  const tooWide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
  expect(tooWide, page.url()).toBe(0)
}

test.describe.configure({ mode: 'serial' })
test.beforeEach(async ({ page, server }) => logInAsOwner(page, server))

test('an empty project says how to begin, and one click fills it', async ({ page }) => {
  test.slow()
  await page.goto('/live')
  await expect(page.getByText('Nothing has arrived yet')).toBeVisible()
  await expectSound(page)
  await page.goto('/')
  await expect(heading(page)).toHaveText('Nothing has arrived yet. Here is how to begin.')
  await expectSound(page)
  await page.getByRole('button', { name: 'Import a file' }).click()
  await expect(page).toHaveURL(/\/imports/)
  await page.goBack()
  await page.getByRole('button', { name: 'Load the sample shop' }).click()
  await expect(health(page)).toBeVisible({ timeout: 120_000 })
})

test('Home tells how the shop does, of the period and segment that are chosen', async ({ page }) => {
  await page.goto('/?period=90d')
  await expect(health(page)).toContainText(/people came and .* bought for €/)
  await expect(page.getByText('Organic search')).toBeVisible()
  const link = await page.getByRole('main').textContent()
  expect(link).toContain('UTC')
  const people = (await health(page).textContent()) ?? ''

  const made = await page.request.post('/api/v1/segments', {
    data: {
      name: 'Buyers',
      kind: 'rule',
      rule: { event: { name: 'Order Completed' } },
    },
  })
  expect(made.status(), await made.text()).toBe(201)
  await page.reload()
  await page.getByRole('combobox', { name: 'Segment' }).click()
  await page.getByRole('option', { name: 'Buyers' }).click()
  await expect(page).toHaveURL(/segment=/)
  await expect(health(page)).not.toHaveText(people)
})

for (const [colorScheme, width] of looks) {
  test(`Home, Live and Settings are accessible and fit, ${colorScheme}, ${width} wide`, async ({ page }) => {
    test.slow()
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    for (const path of ['/', '/?from=2001-01-01&to=2001-01-02', '/live', '/settings', '/no-such-page']) {
      await page.goto(path)
      await expect(heading(page)).toBeVisible()
      await expectSound(page)
    }
  })
}

test('Live shows what arrives, and after a pause what was missed', async ({ page }) => {
  const track = async (event: string): Promise<void> => {
    const data = { writeKey: credentials.writeKey, event, userId: 'ada', properties: { name: 'Lamp' } }
    expect((await page.request.post('/v1/track', { data })).status()).toBe(200)
  }
  await page.goto('/live')
  await track('Lamp Switched')
  const row = page.getByRole('button', { name: /Lamp Switched/ })
  await expect(row).toContainText('Lamp')
  await row.click()
  await expect(page.getByLabel('The event Lamp Switched as JSON')).toContainText('"userId": "ada"')

  await page.getByRole('button', { name: 'Pause' }).click()
  await track('Lamp Dimmed')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('button', { name: /Lamp Dimmed/ })).toBeVisible()
  await expect(row).toHaveCount(1)

  await page.getByRole('combobox', { name: 'Only events named' }).fill('Lamp Dimmed')
  await page.getByRole('combobox', { name: 'Only events named' }).press('Enter')
  await expect(heading(page)).toHaveText('The last 1 event named “Lamp Dimmed”.')
  await expect(row).toHaveCount(0)
})
