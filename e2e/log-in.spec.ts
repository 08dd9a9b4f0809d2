import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { serverTest as test } from './server-test.ts'
import { credentials } from './start-server.ts'

test.describe('the door', () => {
  test('asks who comes, refuses a wrong password, and lets the owner in', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])

    await page.getByLabel('E-mail').fill(credentials.ownerEmail)
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Log in' }).click()
    await expect(page.getByText('do not belong together')).toBeVisible()

    await page.getByLabel('Password', { exact: true }).fill(credentials.ownerPassword)
    await page.getByRole('button', { name: 'Log in' }).click()
    await expect(page.getByRole('navigation').first()).toBeVisible()
    await expect(page).not.toHaveURL(/login/)
  })

  test('shows nothing of the project without a login', async ({ request }) => {
    const answer = await request.get('/api/v1/project')
    expect(answer.status()).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'unauthenticated' })
  })
})
