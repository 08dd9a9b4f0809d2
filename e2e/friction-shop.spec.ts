import { expect } from '@playwright/test'
import { logInAsOwner, seriousFindings } from './log-in-as-owner.ts'
import { serverTest as test } from './server-test.ts'

/** Told nothing, it finds what is wrong with the sample shop, and keeps what the team says of it. */

test.describe.configure({ mode: 'serial', timeout: 360_000 })
test.beforeEach(async ({ page, server }) => logInAsOwner(page, server))

const deadButton = /#continue.*Shipping/

test('the dead button of the sample shop stands on Home and leads to its card', async ({ page }) => {
  const asked = await page.request.post('/api/v1/sample-shop')
  expect(asked.ok(), await asked.text()).toBe(true)
  await expect
    .poll(async () => (await (await page.request.get('/api/v1/sample-shop')).json()).status, {
      timeout: 150_000,
      intervals: [1000],
    })
    .toBe('loaded')
  await page.goto('/?period=90d')
  const link = page.getByRole('link', { name: deadButton })
  await expect(link).toBeVisible({ timeout: 120_000 })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^€[\d,]+ in this period (is at risk|was lost) in /,
  )
  await link.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /#continue.*: \d+ sessions, €[\d,]+ in this period, between €[\d,]+ and €[\d,]+\.$/,
  )
  await expect(page.getByRole('row', { name: /^Our estimate/ })).toContainText('€')
  await expect(page.getByText('Who is hit, and who is not')).toBeVisible()
  await expect(page.getByText(/^Found/)).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
})

test('what is ignored for a reason leaves the list and comes back', async ({ page }) => {
  await page.goto('/friction?period=90d')
  await page.getByRole('link', { name: deadButton }).click({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Ignore because…' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('It is the sample shop.')
  await page.getByRole('button', { name: 'Ignore it' }).click()
  await expect(page.getByText('Ignored because: “It is the sample shop.”')).toBeVisible()
  await page.goto('/friction?period=90d')
  await expect(page.getByRole('button', { name: /show 1 ignored one too/ })).toBeVisible()
  await expect(page.getByRole('link', { name: deadButton })).toHaveCount(0)
  await page.goto('/friction?period=90d&mark=ignored')
  await page.getByRole('link', { name: deadButton }).click()
  await page.getByRole('button', { name: 'No longer ignore' }).click()
  await expect(page.getByRole('button', { name: 'Ignore because…' })).toBeVisible()
})
