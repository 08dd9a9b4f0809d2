import { expect } from '@playwright/test'
import { logInAsOwner, sendMessages, seriousFindings } from './log-in-as-owner.ts'
import { serverTest as test } from './server-test.ts'

const people = ['gold', 'gold', 'silver'].map((tier, index) => ({
  type: 'identify',
  userId: `member-${index}`,
  traits: { tier, email: `member-${index}@example.com` },
}))

test.describe('segments', () => {
  test.beforeEach(async ({ page, server }) => {
    await logInAsOwner(page, server)
    await sendMessages(page, people)
  })

  test('a rule is built, counted as it is typed, saved, used and deleted', async ({ page }) => {
    await page.goto('/segments/new')
    await page.getByLabel('Name').fill('Gold members')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByRole('menuitem', { name: /A trait/ }).click()
    await expect(page.getByText('Finish or remove the conditions that are marked first.')).toBeVisible()
    await page.getByRole('combobox', { name: 'Trait' }).fill('tier')
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Value' }).fill('gold')
    await page.keyboard.press('Escape')
    const preview = page.getByRole('status').filter({ hasText: 'people,' })
    await expect(preview).toContainText('2 people')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Create the segment' }).click()

    await expect(page.getByRole('heading', { level: 1 })).toHaveText('“Gold members” are 2 people.')
    await expect(page.getByText('People with tier is gold.')).toBeVisible()
    const members = page.getByRole('table', { name: 'People in Gold members' })
    await expect(members.getByRole('link', { name: 'member-0@example.com' })).toHaveAttribute(
      'href',
      /\/people\//,
    )
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save the people as CSV' }).click()
    expect((await download).suggestedFilename()).toBe('gold-members.csv')

    await page.getByRole('button', { name: 'Describe them as a persona' }).click()
    await page.getByLabel('What one of them said').fill('I know what I want.')
    await page.getByRole('button', { name: 'Save the persona' }).click()
    await expect(page.getByText('“I know what I want.”')).toBeVisible()
    expect(await seriousFindings(page)).toEqual([])

    await page.getByRole('link', { name: 'See their journey' }).click()
    await expect(page.getByRole('combobox', { name: 'Segment' })).toHaveValue('Gold members')
    await page.goBack()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('button', { name: 'Delete the segment' }).click()
    await expect(page).toHaveURL(/\/segments$/)
    await expect(page.getByRole('link', { name: 'Gold members' })).toBeHidden()
  })

  test('a list takes identifiers and says which nobody has', async ({ page }) => {
    await page.goto('/segments/new')
    await page.getByRole('radiogroup').getByText('A fixed list').click()
    await page.getByLabel('Name').fill('Press')
    await page.getByRole('button', { name: 'Create the segment' }).click()
    await page
      .getByRole('textbox', { name: 'Identifiers' })
      .fill('member-0\nmember-1@example.com\nnobody@example.com')
    await page.getByRole('button', { name: 'Add 3' }).click()
    await expect(
      page.getByText('2 people added. 1 identifier nobody has, left above to correct.'),
    ).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Identifiers' })).toHaveValue('nobody@example.com')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('“Press” are 2 people.')
    await page.getByRole('button', { name: 'Take off member-0@example.com' }).click()
    await expect(page.getByRole('button', { name: 'Take off member-0@example.com' })).toBeHidden()
    expect(await seriousFindings(page)).toEqual([])
    await page.goto('/segments')
    await expect(page.getByRole('link', { name: 'Press' })).toBeVisible()
    expect(await seriousFindings(page)).toEqual([])
  })
})
