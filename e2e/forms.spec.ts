import { expect } from '@playwright/test'
import { startLanternSite } from './lantern-site.ts'
import { logInAsOwner, sendMessages, seriousFindings } from './log-in-as-owner.ts'
import { serverTest as test } from './server-test.ts'

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

/** Ten people begin the checkout: four leave at phone, five of them on phones; five finish. */
function tries(): Record<string, unknown>[] {
  const start = Date.now() - 3_600_000
  return Array.from({ length: 10 }, (_, index) => {
    const common = {
      type: 'track',
      anonymousId: `buyer-${index}`,
      context: index < 5 ? { userAgent: phone } : {},
    }
    const said = (event: string, seconds: number, properties: object) => ({
      ...common,
      event,
      timestamp: new Date(start + index * 60_000 + seconds * 1000).toISOString(),
      properties: { form: 'checkout', path: '/checkout', ...properties },
    })
    const left = (field: string, seconds: number, more: object = {}) =>
      said('Form Field Left', seconds, {
        field,
        filled: true,
        duration_ms: 4000,
        refills: 0,
        errors: 0,
        ...more,
      })
    return [
      said('Form Started', 0, { field: 'name' }),
      left('name', 5),
      left('email', 10),
      ...(index < 4
        ? [
            left('phone', 20, { refills: 3, errors: 2 }),
            said('Form Abandoned', 25, { last_field: 'phone', duration_ms: 25_000 }),
          ]
        : []),
      ...(index > 4
        ? [left('phone', 20), left('street', 30), said('Form Submitted', 40, { duration_ms: 40_000 })]
        : []),
    ]
  }).flat()
}

test('forms say where people leave, field by field', async ({ page, server }) => {
  await logInAsOwner(page, server)
  await page.goto('/forms')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nobody began a form in this period.')
  await sendMessages(page, tries())
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Of 10 people who began checkout, 40\u202f% left at phone.',
  )
  await expect(page.getByText(/50\u202f% finished it, 40\u202f% abandoned it. Of 1 other/)).toBeVisible()
  await expect(page.getByRole('img', { name: /Funnel of 4 fields/ })).toBeVisible()
  await expect(page.getByText('4 people wrote phone anew twice or more')).toBeVisible()
  await expect(page.getByRole('row', { name: /^phone 90/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Watch who abandoned it' })).toHaveAttribute(
    'href',
    /\/recordings\?.*signal=form_abandoned/,
  )
  expect(await seriousFindings(page)).toEqual([])

  await page.getByRole('combobox', { name: 'Device' }).click()
  await page.getByRole('option', { name: 'Phone' }).click()
  await expect(page).toHaveURL(/device=mobile/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Of 5 people who began checkout, 80\u202f% left at phone.',
  )
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await seriousFindings(page)).toEqual([])
})

test('a form that is left on a page with our own script', async ({ page, browser, server }) => {
  const site = await startLanternSite(server.url)
  const context = await browser.newContext()
  const visitor = await context.newPage()
  await visitor.goto(site.url)
  await visitor.waitForFunction(() => 'throughline' in window)
  await visitor.waitForTimeout(1_500)
  await visitor.getByLabel('Words').fill('For Ada')
  await visitor.getByLabel('Phone').fill('0')
  await visitor.getByLabel('Words').fill('For Ada and Bob')
  await visitor.getByLabel('Phone').fill('0123')
  await visitor.goto('about:blank')

  await logInAsOwner(page, server)
  await expect
    .poll(async () => {
      await page.goto('/forms?form=engraving')
      return page.getByRole('heading', { level: 1 }).textContent()
    })
    .toBe('Of 1 person who began engraving, 100\u202f% left at phone.')
  await context.close()
  await site.close()
  await expect(page.getByRole('row', { name: /^words 100/ })).toBeVisible()
})
