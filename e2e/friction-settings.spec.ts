import { expect } from '@playwright/test'
import { logInAsOwner, seriousFindings } from './log-in-as-owner.ts'
import { serverTest as test } from './server-test.ts'

/** Who is told of friction, what money is worth, and release marks, on a real server. */

test.beforeEach(async ({ page, server }) => {
  await logInAsOwner(page, server)
  await page.goto('/settings?tab=friction')
})

test('keeps who is told of expensive findings, and says what it cannot take', async ({ page }) => {
  await expect(page.getByText(/No mail server is configured yet/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Expensive from, in EUR' }).fill('2500')
  await page.getByRole('textbox', { name: 'Webhook' }).fill('https://hooks.example.com/friction')
  const emails = page.getByRole('combobox', { name: 'E-mail addresses' })
  await emails.fill('mara')
  await emails.press('Enter')
  const alerts = page.locator('form').filter({ has: emails })
  await alerts.getByRole('button', { name: 'Save' }).click()
  await expect(alerts.getByText(/expected an e-mail address/)).toBeVisible()
  await emails.press('Backspace')
  await emails.fill('mara@example.com')
  await emails.press('Enter')
  await alerts.getByRole('button', { name: 'Save' }).click()
  await expect(alerts.getByText('Saved')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Webhook' })).toHaveValue(
    'https://hooks.example.com/friction',
  )
  await expect(page.getByText('mara@example.com')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Expensive from, in EUR' })).toHaveValue('2,500')
})

test('keeps what other currencies are worth', async ({ page }) => {
  await expect(page.getByText('All money is in EUR, or kept apart.')).toBeVisible()
  await page.getByRole('button', { name: 'Add a currency' }).click()
  await page.getByRole('combobox', { name: 'Currency' }).fill('CHF')
  await page.getByRole('option', { name: 'CHF' }).click()
  const rate = page.getByRole('textbox', { name: 'What one CHF is worth in EUR' })
  await rate.fill('1.05')
  const rates = page.locator('form').filter({ has: rate })
  await rates.getByRole('button', { name: 'Save' }).click()
  await expect(rates.getByText('Saved')).toBeVisible()
  await page.reload()
  await expect(rate).toHaveValue('1.05')
  await page.getByRole('button', { name: 'Remove CHF' }).click()
  const save = page
    .locator('form')
    .filter({ hasText: 'All money is in EUR' })
    .getByRole('button', { name: 'Save' })
  await save.click()
  await expect(page.getByText('Saved')).toBeVisible()
})

test('marks a release and takes the mark back', async ({ page }) => {
  await expect(page.getByLabel('Mark a release with curl')).toContainText('/api/v1/releases')
  await expect(page.getByText('No release has been marked yet.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Version that went live now' }).fill('4.12.0')
  await page.getByRole('button', { name: 'Mark it' }).click()
  await expect(page.getByRole('rowheader', { name: '4.12.0' })).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Delete 4.12.0' }).click()
  await page.getByRole('button', { name: 'Delete the mark' }).click()
  await expect(page.getByText('No release has been marked yet.')).toBeVisible()
})
