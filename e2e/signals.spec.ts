import { devices, expect, test } from '@playwright/test'
import { quietVisits } from './pages/signals/quiet-visits.ts'
import { serveSignalPages } from './pages/signals/serve-pages.ts'
import { type Act, clicks, each, inTurn, poke, taps, visit } from './pages/signals/visit.ts'

/** Visits wait more than they work, so that several go on side by side. */
const SIDE_BY_SIDE = 6

/** Every visit of a list; what fails is named. */
async function visitAll<T>(visits: readonly T[], go: (visit: T) => Promise<void>): Promise<void> {
  const waiting = [...visits]
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await go(next)
    }),
  )
}

test('pages that do what they should tell of no friction', async ({ browser }) => {
  test.setTimeout(300_000)
  await visitAll(quietVisits, async ([title, name, act]) => {
    const { friction } = await visit(browser, name, act)
    expect.soft(friction, title).toEqual([])
  })
})

test('clicks that nothing answers are dead, even beside a countdown', async ({ browser }) => {
  test.setTimeout(180_000)
  const afterField: Act = async (page) => {
    await page.locator('#town').pressSequentially('Kiel')
    await page.locator('#after-field').click()
  }
  const byKey: Act = async (page) => {
    await page.locator('#buy').focus()
    await page.keyboard.press('Enter')
  }
  const settled: Act = (page) => page.waitForTimeout(1700)
  const visits: readonly (readonly [string, readonly string[], Act])[] = [
    ['dead', ['#buy', '#card', '#nowhere'], each('#buy #card #nowhere')],
    ['dead', ['#void', '#stopped', '#counted'], each('#void #stopped #counted')],
    ['dead', ['#after-field', '#buy'], inTurn(afterField, byKey)],
    ['dead-beside', ['#in-pane', '#plus', '#more', '#prevented'], each('#in-pane #plus #more #prevented')],
  ]
  await visitAll(visits, async ([name, selectors, act]) => {
    const { told, friction } = await visit(browser, name, async (page, site) => {
      await settled(page, site)
      await act(page, site)
    })
    expect.soft(friction).toEqual(selectors.map((selector) => `Dead Clicked ${selector}`))
    const dead = selectors.map((element) => ({ path: `/${name}`, element }))
    expect.soft(told('Dead Clicked')).toMatchObject(dead)
    expect.soft(told('Element Clicked').filter(({ element }) => element !== '#town')).toMatchObject(dead)
  })
})

test('rage is three clicks in a second that nothing answers, or only failures', async ({ browser }) => {
  const cases: readonly (readonly [string, Act, readonly string[]])[] = [
    ['a button', poke('#pay', 4), ['Rage Clicked #pay', 'Dead Clicked #pay']],
    ['a picture', poke('#picture', 3), ['Rage Clicked #picture']],
    ['two clicks', poke('#picture', 2), []],
    ['an answer after the last click', poke('#slow', 4), []],
    ['requests that fail', poke('#order', 3), [...Array(3).fill('Request Failed'), 'Rage Clicked #order']],
  ]
  await visitAll(cases, async ([title, act, expected]) => {
    const { friction, told } = await visit(browser, 'rage', act)
    expect.soft([...friction].sort(), title).toEqual([...expected].sort())
    if (title === 'a button') expect.soft(told('Rage Clicked')).toMatchObject([{ clicks: 4 }])
  })
})

test('a finger', async ({ browser }) => {
  const cases: readonly (readonly [string, Act, readonly string[]])[] = [
    ['stepper', inTurn(taps('#more', 4), taps('#less', 4), taps('#field-more', 3)), []],
    ['carousel', inTurn(taps('#next', 4)), []],
    ['css-only', inTurn(taps('#burger-label'), taps('#hover-item'), taps('#summary')), []],
    ['labels', inTurn(taps('#terms-label', 4)), []],
    ['dead', inTurn(taps('#buy')), ['Dead Clicked #buy']],
    ['rage', inTurn(taps('#pay', 4)), ['Dead Clicked #pay', 'Rage Clicked #pay']],
  ]
  await visitAll(cases, async ([name, act, expected]) => {
    const { friction } = await visit(browser, name, act, devices['Pixel 7'])
    expect.soft([...friction].sort(), name).toEqual(expected)
  })
})

test('clicks say where they were, and what on', async ({ browser }) => {
  const all = '[data-testid=buy] .wide #pay-now #account #mailed #called #long #typed #area #text'
  const { told } = await visit(browser, 'names', async (page) => {
    for (const selector of all.split(' ')) await page.locator(selector).click()
  })
  const clicked = told('Element Clicked')
  expect(clicked.map(({ element, element_text }) => [element, element_text])).toEqual([
    ['[data-testid="buy"]', 'Buy for 12 €'],
    ['#main-content > section.products > button.wide:nth-of-type(2)', 'Second'],
    ['#pay-now', 'Pay'],
    ['#account', undefined],
    ['#mailed', undefined],
    ['#called', undefined],
    ['#long', 'This label is much longer than the sixty characters that are'],
    ['#typed', undefined],
    ['#area', undefined],
  ])
  for (const { x, y, element_x, element_y, page_width, page_height, viewport_height } of clicked) {
    expect(Number(x)).toBeGreaterThan(0)
    expect(Number(y)).toBeGreaterThan(0)
    expect(Number(element_x)).toBeCloseTo(0.5, 1)
    expect(Number(element_y)).toBeCloseTo(0.5, 1)
    expect([page_width, page_height, viewport_height]).toEqual([1280, 720, 720])
  }
  const { told: ofLabel } = await visit(
    browser,
    'labels',
    inTurn(clicks('#terms-label'), clicks('#name-label')),
  )
  expect(ofLabel('Element Clicked').map(({ element }) => element)).toEqual(['#terms', '#name'])
})

test('a click before the page is idle counts as well', async ({ page }) => {
  const site = await serveSignalPages()
  await page.route('**/sdk/signals.js*', async (route) => {
    await page.waitForTimeout(1500)
    await route.continue()
  })
  await page.goto(`${site.url}/names`)
  await page.locator('#pay-now').click()
  await expect
    .poll(() => site.events().filter(({ event }) => event === 'Element Clicked'))
    .toMatchObject([{ properties: { element: '#pay-now', element_text: 'Pay' } }])
  site.close()
})
