import { expect, type Page } from '@playwright/test'
import { logInAsOwner, seriousFindings } from './log-in-as-owner.ts'
import { serverTest as test } from './server-test.ts'
import { credentials, type RunningServer } from './start-server.ts'

const looks = [
  ['light', 1440],
  ['dark', 390],
] as const

/** Asks the API of flags as a team's own script would. */
async function call(server: RunningServer, method: string, path: string, body?: object) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${credentials.apiToken}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  expect(answer.ok, text).toBe(true)
  return JSON.parse(text)
}

/** Nothing serious for axe in light and wide, nor in dark and narrow, where nothing is cut off either. */
async function expectAccessible(page: Page): Promise<void> {
  for (const [colorScheme, width] of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    expect(await seriousFindings(page), `${page.url()} ${colorScheme}`).toEqual([])
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
}

test.beforeEach(async ({ page, server }) => logInAsOwner(page, server))

test('the first flag is made, given a rule, tried, switched on, taken back, archived and deleted', async ({
  page,
  server,
}) => {
  await page.goto('/flags')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no flag yet.')
  await page.getByRole('button', { name: 'Make the first flag' }).click()
  const dialog = page.getByRole('dialog', { name: 'New flag' })
  await dialog.getByLabel('Name').fill('One-page checkout')
  await expect(dialog.getByLabel('Key')).toHaveValue('one-page-checkout')
  await dialog.getByLabel('Key').fill('checkout/one-page')
  await dialog.getByRole('button', { name: 'Make the flag' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '“One-page checkout” is off in Production: everybody gets off.',
  )

  await page.getByRole('combobox', { name: 'Variation' }).click()
  await page.getByRole('option', { name: 'off' }).click()
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await expect(page.getByText('a condition is not finished')).toBeVisible()
  await page.getByRole('combobox', { name: 'Attribute' }).fill('country')
  await page.getByRole('combobox', { name: 'Value' }).fill('DE')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Try it' }).click()
  const tried = page.getByRole('status').filter({ hasText: 'Rule 1 holds' })
  await expect(tried).toContainText('on')
  await page.getByRole('button', { name: 'Save for Production' }).click()
  const ask = page.getByRole('dialog', { name: 'Save for Production?' })
  await expect(ask.getByRole('listitem')).toHaveText([
    'New rule 1: country is DE → on',
    'Everybody else: off instead of on',
  ])
  await ask.getByRole('button', { name: 'Save for Production' }).click()
  await expect(page.getByText('Saved. Clients hear of it within seconds.')).toBeVisible()

  await page.getByRole('switch').press(' ')
  await page.getByRole('button', { name: 'Switch it on' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '“One-page checkout” is on in Production: 1 rule, then off.',
  )
  expect((await call(server, 'GET', '/flags/checkout%2Fone-page')).environments.production).toMatchObject({
    enabled: true,
    rules: [
      { conditions: [{ attribute: 'country', operator: 'equals', value: 'DE' }], serve: { variation: 'on' } },
    ],
    otherwise: { variation: 'off' },
  })
  await expectAccessible(page)

  await page.getByRole('button', { name: /^Undo: Switched on/ }).click()
  await page.getByRole('button', { name: 'Undo it' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('is off in Production')
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await page.getByRole('button', { name: 'Archive the flag' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('is archived')
  await page.getByRole('link', { name: 'Flags' }).first().click()
  await expect(page.getByText('All flags are archived.')).toBeVisible()

  await page.getByText('Archived 1').click()
  await page.getByRole('link', { name: 'One-page checkout' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete the flag' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no flag yet.')
})

test('two who change one flag at once both hear of it, and nothing is lost', async ({ page, server }) => {
  await call(server, 'POST', '/flags', {
    key: 'headline',
    type: 'string',
    name: 'Headline',
    variations: [
      { key: 'original', value: 'Lamps' },
      { key: 'new', value: 'Light' },
    ],
    environments: { production: { off: 'original', otherwise: { variation: 'original' } } },
  })
  await page.goto('/flags/headline')
  await page.getByRole('combobox', { name: 'How it is served' }).click()
  await page.getByRole('option', { name: 'shares of visitors' }).click()
  await page.getByLabel('new', { exact: true }).fill('30')
  await expect(page.getByText('Everybody else: the shares sum to 80 %, not 100 %.')).toBeVisible()
  await page.getByLabel('original', { exact: true }).fill('70')

  const { version, environments } = await call(server, 'GET', '/flags/headline')
  await call(server, 'PUT', '/flags/headline/environments/production', {
    version,
    ...environments.production,
    otherwise: { variation: 'new' },
  })
  await page.getByRole('button', { name: 'Save for Production' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save for Production' }).click()
  const conflict = page.getByRole('alert').filter({ hasText: 'Somebody else changed this flag' })
  await expect(conflict).toContainText('Everybody else: “original” → “new”')
  await conflict.getByRole('button', { name: 'Save mine over theirs' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('70 % original, 30 % new')
  await expect(conflict).toBeHidden()
})

test('the list, its search, and an environment that comes and goes', async ({ page, server }) => {
  await call(server, 'POST', '/flags', { key: 'banner', type: 'boolean', name: 'Banner', tags: ['home'] })
  await page.goto('/environments')
  await page.getByLabel('Name').fill('Staging')
  await page.getByRole('button', { name: 'Make the environment' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('2 environments')
  await expectAccessible(page)

  await page.goto('/flags')
  await expect(page.getByRole('columnheader', { name: 'Staging' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: /Search/ }).fill('home')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: 'Banner' }).click()
  await page.getByText('Staging · off').click()
  await expect(page).toHaveURL(/environment=staging/)
  // Only production asks first.
  await page.getByRole('switch').press(' ')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '“Banner” is on in Staging: everybody gets on.',
  )

  await page.goto('/environments')
  await page.getByRole('button', { name: 'Delete Staging' }).click()
  await page.getByRole('button', { name: 'Delete the environment' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 environment')
  expect(Object.keys((await call(server, 'GET', '/flags/banner')).environments)).toEqual(['production'])
})
