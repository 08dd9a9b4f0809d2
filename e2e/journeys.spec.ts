import { expect, type Page } from '@playwright/test'
import { logInAsOwner, sendMessages, seriousFindings } from './log-in-as-owner.ts'
import { serverTest as test } from './server-test.ts'
import { credentials } from './start-server.ts'

/** Ten walkers come and look; four of them buy. They came yesterday, so that every default period holds them. */
const walkers = Array.from({ length: 10 }, (_, index) => `walker-${index}`)
const buyers = walkers.slice(0, 4)

function walk(userId: string): Record<string, unknown>[] {
  const start = Date.now() - 86_400_000
  const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString()
  const context = { sessionId: `visit of ${userId}` }
  const common = { userId, channel: 'web', context }
  return [
    {
      ...common,
      type: 'identify',
      timestamp: at(0),
      traits: { walk: buyers.includes(userId) ? 'buyer' : 'looker' },
    },
    { ...common, type: 'page', name: 'Home', timestamp: at(0), properties: { path: '/' } },
    {
      ...common,
      type: 'track',
      event: 'Product Viewed',
      timestamp: at(2),
      properties: { product_id: 'lamp' },
    },
    { ...common, type: 'track', event: 'Lamp Dimmed', timestamp: at(3), properties: {} },
    ...(buyers.includes(userId)
      ? [
          {
            ...common,
            type: 'track',
            event: 'Order Completed',
            timestamp: at(9),
            properties: { order_id: `order of ${userId}`, total: 25, currency: 'EUR' },
          },
        ]
      : []),
  ]
}

async function makeSegment(page: Page, name: string, rule: unknown): Promise<string> {
  const answer = await page.request.post('/api/v1/segments', {
    headers: { authorization: `Bearer ${credentials.apiToken}` },
    data: { name, kind: 'rule', rule },
  })
  const segment: { id: string } = await answer.json()
  return segment.id
}

test.describe('journeys', () => {
  let all = ''
  let bought = ''

  test.beforeEach(async ({ page, server }) => {
    await logInAsOwner(page, server)
    if (all !== '') return
    await sendMessages(page, walkers.flatMap(walk))
    all = await makeSegment(page, 'Walkers', { trait: { name: 'walk', operator: 'exists' } })
    bought = await makeSegment(page, 'Walking buyers', {
      trait: { name: 'walk', operator: 'equals', value: 'buyer' },
    })
  })

  test('the map says where people stop, with people, intervals and money', async ({ page }) => {
    await page.goto(`/journeys?segment=${all}`)
    const stage = (name: string) =>
      page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) })
    await expect(page.getByRole('heading', { level: 1 })).toContainText('6 of 10 people')
    await expect(stage('Consideration')).toContainText('10people')
    await expect(stage('Consideration')).toContainText('Product page')
    await expect(stage('Purchase')).toContainText('€100')
    await expect(stage('Purchase')).toContainText('from 4 orders')
    await expect(page.getByRole('img', { name: /How it felt along the journey/ })).toBeVisible()
    expect(await seriousFindings(page)).toEqual([])
  })

  test('what a team writes at a stage stays, with who and when', async ({ page }) => {
    await page.goto(`/journeys?segment=${all}`)
    await page.getByRole('button', { name: 'Purchase', exact: true }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('What they want here').fill('Pay quickly')
    await drawer.getByRole('radio', { name: 'Uneasy' }).check()
    await drawer.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(drawer.getByText('Saved.')).toBeVisible()
    await drawer.getByLabel('What they want here').fill('Pay at once')
    await drawer.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(drawer.getByText('2 versions')).toBeVisible()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByText('Wants to: Pay at once')).toBeVisible()
    await expect(page.getByText('assumed by your team')).toBeVisible()
  })

  test('two segments stand side by side, and the link holds it', async ({ page }) => {
    await page.goto(`/journeys?segment=${all}`)
    await page.getByRole('combobox', { name: 'Compare with' }).click()
    await page.getByRole('option', { name: 'Walking buyers' }).click()
    await expect(page).toHaveURL(new RegExp(`compare=${bought}`))
    const whose = page.getByRole('list', { name: 'Whose journeys these are' })
    // Two journeys over segments are the heaviest question of the map; a busy machine takes its time.
    await expect(whose).toContainText('Walking buyers', { timeout: 40_000 })
    await expect(page.getByRole('heading', { level: 1 })).toContainText('“Walking buyers”')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await seriousFindings(page)).toEqual([])
  })

  test('an event without a stage gets one, and the default comes back when asked', async ({ page }) => {
    await page.goto('/journeys/mapping')
    await page.getByRole('button', { name: 'Give one to Lamp Dimmed' }).click()
    await expect(page.getByLabel('Touchpoint')).toHaveValue('Lamp Dimmed')
    await expect(page.getByRole('button', { name: 'Give one to Lamp Dimmed' })).toBeHidden()
    const row = page.getByRole('button', { name: /^Lamp Dimmed/ })
    await row.press('Alt+ArrowDown')
    await expect(page.getByText(/Lamp Dimmed is now number 2 of/)).toBeAttached()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Save the rules' }).click()
    await expect(page.getByText(/Your own rules, changed by/)).toBeVisible()
    await page.getByRole('button', { name: 'Back to the default rules' }).click()
    await page.getByRole('button', { name: 'Use the default rules' }).click()
    await expect(page.getByText(/The default rules for/)).toBeVisible()
  })
})
