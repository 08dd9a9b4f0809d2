import { expect, type Page } from '@playwright/test'
import { startLanternSite } from './lantern-site.ts'
import { logInAsOwner, sendMessages, seriousFindings } from './log-in-as-owner.ts'
import { recordingsOf } from './recorded.ts'
import { type RecordedShop, startRecordedShop } from './recorded-shop.ts'
import { serverTest as test } from './server-test.ts'
import { credentials } from './start-server.ts'
import { recordVisit } from './visit-recorder.ts'

const computer =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'
const lamp = '/product/lamp'
const logo = 'body > header > a:nth-of-type(1)'

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Twenty visitors of a product: twelve put it in the cart, two of them in rage, three go back to the list. */
function visits(path: string, box: Box, width: number): Record<string, unknown>[] {
  const start = Date.now() - 3_600_000
  return Array.from({ length: 20 }, (_, index) => {
    const common = { anonymousId: `visitor-${path}-${index}`, context: { userAgent: computer } }
    const told = (event: string, seconds: number, properties: object) => ({
      ...common,
      type: 'track',
      event,
      timestamp: new Date(start + index * 60_000 + seconds * 1000).toISOString(),
      properties: { path, page_width: width, page_height: 800, viewport_height: 800, ...properties },
    })
    const hit = (event: string, seconds: number) =>
      told(event, seconds, {
        element: '#add',
        element_text: 'Add to cart',
        x: (box.x + box.width / 2) / width,
        y: box.y + box.height / 2,
        element_x: 0.5,
        element_y: 0.5,
      })
    return [
      {
        ...common,
        type: 'page',
        timestamp: new Date(start + index * 60_000).toISOString(),
        properties: { path },
      },
      ...(index < 12 ? [hit('Element Clicked', 5)] : []),
      ...(index < 2 ? [hit('Rage Clicked', 6)] : []),
      ...(index >= 17 ? [told('Element Clicked', 8, { element: logo, x: 0.1, y: 30 })] : []),
      told('Page Left', 20, {
        max_scroll: index < 15 ? 100 : 40,
        visible_ms: 20_000,
        attention: Array.from({ length: 20 }, (_, band) => (band === 3 ? 9000 : 1000)),
      }),
    ]
  }).flat()
}

test.describe('heatmaps', () => {
  let shop: RecordedShop
  let button: Box = { x: 0, y: 0, width: 0, height: 0 }

  test.beforeAll(async ({ server, browser }) => {
    shop = await startRecordedShop()
    const context = await browser.newContext({ userAgent: computer, viewport: { width: 1200, height: 800 } })
    const visitor = await context.newPage()
    const visit = await recordVisit(visitor)
    await visitor.goto(`${shop.url}${lamp}`)
    button = (await visitor.locator('#add').boundingBox()) ?? button
    visit.idle(6_000)
    await visitor.click('#add')
    await visitor.goto(`${shop.url}/`)
    await visitor.waitForTimeout(300)
    await visit.send(server.url, 2)
    await context.close()
    const answer = await fetch(`${server.url}/v1/batch`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: credentials.writeKey, batch: visits(lamp, button, 1200) }),
    })
    expect(answer.ok).toBe(true)
  })
  test.afterAll(() => shop.close())

  test.beforeEach(async ({ page, server }) => {
    await logInAsOwner(page, server)
  })

  const drawnPage = (page: Page) =>
    page.frameLocator('iframe[title="The visitor’s page"]').frameLocator('iframe')

  test('clicks lie on the page out of a recording, element by element', async ({ page }) => {
    await page.goto('/heatmaps')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      '“Add to cart” was clicked in 60\u202f% of 20 views of /product/lamp.',
    )
    await expect(drawnPage(page).getByText('€49.90, delivered on Thursday.')).toBeVisible()
    await expect(drawnPage(page).locator('#said')).toHaveText('')

    const drawing = page.getByRole('region', { name: 'Clicks drawn on the page' })
    const mark = drawing.getByRole('button', { name: '1 · 12, 60\u202f% of views: “Add to cart”' })
    const inside = await drawnPage(page).locator('#add').boundingBox()
    const around = await mark.boundingBox()
    expect(around).not.toBeNull()
    for (const side of ['x', 'y', 'width', 'height'] as const)
      expect(Math.abs((around?.[side] ?? 0) - (inside?.[side] ?? 999))).toBeLessThan(2)
    await expect(drawing.getByRole('button', { name: `2 · 3, 15\u202f% of views: ${logo}` })).toBeVisible()

    await page
      .getByRole('listitem')
      .getByRole('button', { name: /Add to cart/ })
      .click()
    await expect(page).toHaveURL(/element=%23add/)
    await expect(mark).toHaveAttribute('aria-pressed', 'true')
    await page.reload()
    await expect(mark).toHaveAttribute('aria-pressed', 'true')
    expect(await seriousFindings(page)).toEqual([])
  })

  test('rage, scroll and attention of the same page, and the link holds which', async ({ page }) => {
    await page.goto(`/heatmaps?path=${lamp}&device=desktop`)
    await page.getByText('Rage', { exact: true }).click()
    await expect(page).toHaveURL(/show=rage/)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(
      '“Add to cart” was clicked in rage in 10\u202f% of 20 views',
    )
    await page.getByText('Scroll', { exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(
      '75\u202f% of the views of /product/lamp reach the end',
    )
    const drawing = page.getByRole('region', { name: 'Scroll reach drawn on the page' })
    await expect(drawing.getByRole('button', { name: '40\u202f%: 100\u202f%' })).toBeVisible()
    await expect(drawing.getByRole('button', { name: '45\u202f%: 75\u202f%' })).toBeVisible()
    await page.getByRole('button', { name: 'Menu of the chart “Scroll reach on /product/lamp”' }).click()
    await page.getByRole('menuitem', { name: 'Show the table' }).click()
    await expect(page.getByRole('row', { name: /^45 % 15 75/ })).toBeVisible()
    await page.getByRole('button', { name: 'Menu of the chart “Scroll reach on /product/lamp”' }).click()
    await page.getByRole('menuitem', { name: 'Show the chart' }).click()
    await page.getByText('Attention', { exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(
      'People look longest at 15 to 20\u202f% of /product/lamp: 9\u202fs',
    )
    expect(await seriousFindings(page)).toEqual([])
  })

  test('a page is chosen among those with most clicks, or typed as a pattern', async ({ page }) => {
    await page.goto('/heatmaps?path=/nothing')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nobody saw /nothing in this period.')
    const picker = page.getByRole('combobox', { name: /^Page;/ })
    await picker.fill('lamp')
    await page.getByRole('option', { name: /product\/lamp/ }).click()
    await expect(page).toHaveURL(/path=%2Fproduct%2Flamp/)
    await picker.fill('/product/*')
    await picker.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('20 views of /product/*')
    await expect(drawnPage(page).getByText('€49.90, delivered on Thursday.')).toBeVisible()
  })

  test('what our own script sends lies where it happened, far down a long page', async ({
    page,
    browser,
    server,
  }) => {
    const site = await startLanternSite(server.url)
    const context = await browser.newContext({ viewport: { width: 1100, height: 700 } })
    const visitor = await context.newPage()
    await visitor.goto(site.url)
    // Replay begins when the page is idle.
    await visitor.waitForTimeout(3_000)
    await visitor.locator('#order').scrollIntoViewIfNeeded()
    await visitor.waitForTimeout(800)
    const placed = await visitor.locator('#order').evaluate((element) => {
      const { top, height } = element.getBoundingClientRect()
      return { y: top + scrollY + height / 2, page: document.documentElement.scrollHeight }
    })
    await visitor.locator('#order').click()
    // Replay sends every few seconds.
    await expect
      .poll(async () => (await recordingsOf(server, '/lantern'))[0]?.durationMs ?? 0)
      .toBeGreaterThan(500)
    await visitor.goto('about:blank')
    await visitor.waitForTimeout(500)
    await context.close()
    await site.close()

    await page.goto('/heatmaps?path=/lantern')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      '“Order the lantern” was clicked in 100\u202f% of 1 view of /lantern.',
    )
    await expect(drawnPage(page).getByText('After the button')).toBeAttached()
    const drawing = page.getByRole('region', { name: 'Clicks drawn on the page' })
    const mark = await drawing.getByRole('button', { name: /Order the lantern/ }).boundingBox()
    const inside = await drawnPage(page).locator('#order').boundingBox()
    const sheet = await drawing.locator('canvas').boundingBox()
    if (!mark || !inside || !sheet) throw new Error('The button is not on the picture.')
    expect(Math.abs(mark.y - inside.y)).toBeLessThan(2)
    // A window as high as the whole page must not have made its hero higher, and so all below it lower.
    const scale = sheet.width / 1100
    expect(Math.abs(sheet.height / scale - placed.page)).toBeLessThan(4)
    expect(Math.abs((mark.y + mark.height / 2 - sheet.y) / scale - placed.y)).toBeLessThan(4)
    await page.getByText('Scroll', { exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('of the views of /lantern')
    await page.getByText('Attention', { exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('People look longest at')
  })

  test('without a recording the clicks stand on a blank page, and it says so', async ({ page }) => {
    await sendMessages(page, visits('/basket', { x: 100, y: 300, width: 200, height: 40 }, 1000))
    await page.goto('/heatmaps?path=/basket')
    await expect(page.getByText(/No recording shows this page yet/)).toBeVisible()
    await expect(page.getByText(/1,000 by 800 px/)).toBeVisible()
    await expect(page.getByRole('listitem').getByRole('button', { name: /Add to cart/ })).toBeVisible()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await seriousFindings(page)).toEqual([])
  })
})
