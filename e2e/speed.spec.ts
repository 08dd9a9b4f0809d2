import { expect } from '@playwright/test'
import { logInAsOwner, sendMessages, seriousFindings } from './log-in-as-owner.ts'
import { measuredVisits } from './measured-visits.ts'
import { serverTest as test } from './server-test.ts'

/** Speed over measured visits of which the test knows the figures. */

test.describe.configure({ timeout: 180_000 })

let sent = false
test.beforeEach(async ({ page, server }) => {
  await logInAsOwner(page, server)
  if (!sent) await sendMessages(page, [...measuredVisits(Date.now())])
  sent = true
})

test('tells how fast pages are, what is to blame and what it costs', async ({ page }) => {
  await page.goto('/speed')
  const heading = page.getByRole('heading', { level: 1 })
  // Of 400 first pages the 75th percentile is among the slow ones.
  await expect(heading).toHaveText(/the main content takes longer than 6\.7.s: poor\./)
  await expect(page.getByRole('button', { name: /LCP Largest/ })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('button', { name: /TTFB Time/ })).toContainText(/too few to tell|not measured/)
  // 150 of 200 against 50 of 200.
  await expect(page.getByText(/left after one page 50 points more often/)).toBeVisible()
  await expect(page.getByText(/This is an association, not a cause/)).toBeVisible()
  await expect(page.getByRole('row', { name: /img\.hero/ })).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])

  await page.getByRole('button', { name: /INP Interaction/ }).click()
  await expect(page).toHaveURL(/metric=INP/)
  await expect(page.getByRole('row', { name: /shop\.example\/checkout\.js/ })).toContainText('/checkout')
  await page.getByText('Country', { exact: true }).click()
  await expect(page.getByRole('rowheader', { name: 'IN', exact: true })).toBeVisible()

  await page.reload()
  await expect(page.getByRole('rowheader', { name: 'IN', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: /INP Interaction/ })).toHaveAttribute('aria-pressed', 'true')

  await page.getByRole('textbox', { name: /^Page;/ }).fill('/check*')
  await expect(page).toHaveURL(/page=/)
  await expect(heading).toHaveText(/the answer to a click or key takes longer than/)
  await page.getByRole('textbox', { name: /^Page;/ }).fill('/nowhere')
  await expect(heading).toHaveText('Nothing was measured on /nowhere.')
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Show all pages' }).click()
  await expect(heading).toHaveText(/the main content takes longer/)
})

test('says what will be here, and what failed', async ({ page }) => {
  await page.goto('/speed?from=2020-01-01&to=2020-02-01')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'No page view of this period was measured.',
  )
  await page.route('**/api/v1/vitals', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Unavailable',
        status: 503,
        code: 'unavailable',
        detail: 'The store is being moved.',
      }),
    }),
  )
  await page.goto('/speed?period=7d')
  await expect(page.getByRole('alert')).toContainText('The store is being moved.', { timeout: 30_000 })
})
