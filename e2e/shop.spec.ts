import { expect } from '@playwright/test'
import { seriousFindings } from './log-in-as-owner.ts'
import { looks } from './looks.ts'
import { eventsOf } from './recorded.ts'
import { serverTest as test } from './server-test.ts'
import { frictionOf, kinds, ofName, ShopVisit, typed, vitalOf } from './shop-visit.ts'

const MUG = '/shop/p/speckled-mug'

test.beforeEach(() => test.slow())

for (const kind of kinds) {
  test.describe(`the shop on a ${kind}`, () => {
    test('tells a whole purchase, and no friction where there was none', async ({ browser, server }) => {
      const visit = await ShopVisit.begin(browser, server, kind, '/shop/?utm_source=news&utm_medium=email')
      await visit.link('Tableware')
      await visit.link('Speckled mug')
      await visit.buy()
      await visit.page.getByLabel('Coupon').fill('welcome10')
      await visit.press('Apply')
      await expect(visit.page.getByText('10 % off')).toBeVisible()
      await visit.checkOut()
      await visit.pay()
      await expect(visit.page.getByRole('heading', { level: 1 })).toHaveText('Thank you, it is on its way')
      const events = await visit.leave()

      expect(visit.problems).toEqual([])
      expect(frictionOf(events)).toEqual([])
      expect(vitalOf(events, 'CLS') ?? 0).toBeLessThan(0.1)
      const bought = events
        .filter(({ type, event }) => type === 'track' && !/^Element|Form|Scroll|Vital|^Page/.test(event))
        .map(({ event, properties }) => [event, properties.step].filter(Boolean).join(' '))
      // Some of them happen in the same millisecond.
      expect(bought.toSorted()).toEqual(
        [
          'Product List Viewed',
          'Product Clicked',
          'Product Viewed',
          'Product Added',
          'Cart Viewed',
          'Coupon Entered',
          'Coupon Applied',
          'Checkout Started',
          'Checkout Step Viewed 1',
          'Checkout Step Completed 1',
          'Checkout Step Viewed 2',
          'Checkout Step Completed 2',
          'Checkout Step Viewed 3',
          'Payment Info Entered 3',
          'Checkout Step Completed 3',
          'Order Completed',
        ].toSorted(),
      )
      expect(ofName(events, 'Order Completed')[0]).toMatchObject({
        revenue: 44.3,
        shipping: 11.9,
        discount: 3.6,
        coupon: 'WELCOME10',
        currency: 'EUR',
        products: [{ product_id: 'speckled-mug', quantity: 2 }],
      })
      const pages = events.filter(({ type }) => type === 'page').map(({ properties }) => properties.path)
      expect(pages.slice(0, -1)).toEqual([
        '/shop/',
        '/shop/c/tableware',
        MUG,
        '/shop/cart',
        '/shop/checkout/address',
        '/shop/checkout/delivery',
        '/shop/checkout/payment',
      ])
      expect(ofName(events, 'Form Submitted').map(({ form }) => String(form).replace(/^.*#/, ''))).toEqual([
        'coupon',
        'address',
        'delivery',
        'payment',
      ])

      const [recording] = await visit.recordings()
      expect(recording).toMatchObject({
        entryPath: '/shop/',
        viewport: { width: kind === 'phone' ? 412 : 1280 },
      })
      expect(recording?.pages).toBeGreaterThanOrEqual(7)
      const recorded = JSON.stringify(await eventsOf(server, recording?.id ?? ''))
      for (const secret of Object.values(typed)) expect(recorded).not.toContain(secret)
      expect(recorded).not.toContain('4242424242424242')
      expect(recorded).toContain('Speckled mug')
    })

    test('a dead button is dead on phones alone', async ({ browser, server }) => {
      const visit = await ShopVisit.begin(browser, server, kind, `${MUG}?defects=dead-button`)
      const button = visit.page.locator('#add-to-cart')
      if (kind === 'desktop') {
        await visit.press(button)
        await expect(visit.page.getByRole('link', { name: 'Cart, 1 piece' })).toBeVisible()
        await visit.page.waitForTimeout(1200)
        expect(frictionOf(await visit.leave())).toEqual([])
        return
      }
      await visit.press(button)
      await visit.page.waitForTimeout(1500)
      await visit.drum(button, 4)
      await visit.page.waitForTimeout(1500)
      const events = await visit.leave()
      expect(ofName(events, 'Product Added')).toEqual([])
      expect(new Set(frictionOf(events))).toEqual(
        new Set(['Dead Clicked #add-to-cart', 'Rage Clicked #add-to-cart']),
      )
      expect(ofName(events, 'Rage Clicked')[0]).toMatchObject({ path: MUG, element_text: 'Add to cart' })
      await expect
        .poll(async () => (await visit.recordings())[0]?.signals)
        .toMatchObject({ dead_clicked: expect.any(Number), rage_clicked: 1 })
    })

    test('a slow picture is the poor LCP of its page', async ({ browser, server }) => {
      const visit = await ShopVisit.begin(browser, server, kind, `${MUG}?defects=slow-image`)
      await visit.page.locator('.picture').evaluate((image: HTMLImageElement) => image.decode())
      await visit.page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))),
      )
      const events = await visit.leave()
      expect(vitalOf(events, 'LCP')).toBeGreaterThan(4000)
      const [lcp] = ofName(events, 'Web Vital Measured').filter(({ metric }) => metric === 'LCP')
      expect(lcp).toMatchObject({ path: MUG, rating: 'poor' })
      expect(JSON.stringify(lcp?.attribution)).toContain('/shop/api/slow-images/speckled-mug-sand.svg')
      expect(frictionOf(events)).toEqual([])
    })

    test('a failing payment is a failed request and an error, and no order', async ({ browser, server }) => {
      const visit = await ShopVisit.begin(browser, server, kind, `${MUG}?defects=failing-payment`)
      await visit.buy()
      await visit.checkOut()
      await visit.pay()
      await expect(visit.page.getByRole('alert').filter({ hasText: 'did not go through' })).toBeVisible()
      await visit.page.waitForTimeout(1200)
      const events = await visit.leave()
      expect(ofName(events, 'Order Completed')).toEqual([])
      expect(ofName(events, 'Request Failed')).toMatchObject([
        {
          url: `${server.url}/shop/api/payments`,
          method: 'POST',
          status: 500,
          path: '/shop/checkout/payment',
        },
      ])
      expect(ofName(events, 'Error Shown')).toMatchObject([
        {
          message: expect.stringContaining('The payment did not go through'),
          path: '/shop/checkout/payment',
        },
      ])
      await expect
        .poll(async () => (await visit.recordings())[0]?.signals)
        .toMatchObject({ request_failed: 1, error_shown: 1 })
    })

    test('a phone field that refuses good numbers is an error, and refills', async ({ browser, server }) => {
      const visit = await ShopVisit.begin(browser, server, kind, `${MUG}?defects=phone-refuses`)
      await visit.buy()
      await visit.link('Check out')
      await visit.fillAddress(typed.phone)
      for (const number of ['0049 30 9876543', '030/9876543']) {
        await visit.press('Continue to delivery')
        await expect(visit.page.getByText('This phone number is not valid')).toBeVisible()
        // Whether a form was sent is known a moment later, and people take longer to read.
        await visit.page.waitForTimeout(1200)
        await visit.page.getByLabel('Phone').fill('')
        await visit.page.getByLabel('Phone').pressSequentially(number)
      }
      const events = await visit.leave()
      const errors = ofName(events, 'Error Shown')
      expect(errors.length).toBeGreaterThan(0)
      for (const error of errors)
        expect(error).toMatchObject({ field: 'phone', path: '/shop/checkout/address' })
      const left = ofName(events, 'Form Field Left').filter(({ field }) => field === 'phone')
      expect(Math.max(...left.map(({ refills }) => Number(refills)))).toBeGreaterThanOrEqual(2)
      expect(ofName(events, 'Form Abandoned')).toMatchObject([{ last_field: 'phone' }])
      expect(ofName(events, 'Checkout Step Completed')).toEqual([])
      expect(JSON.stringify(events)).not.toContain('9876543')
    })

    test('a shift under the finger is the poor CLS of its page', async ({ browser, server }) => {
      const visit = await ShopVisit.begin(browser, server, kind, `${MUG}?defects=shift`)
      await expect(visit.page.getByText('Winter is near')).toBeVisible()
      await visit.page.waitForTimeout(500)
      const events = await visit.leave()
      expect(vitalOf(events, 'CLS')).toBeGreaterThan(0.25)
      expect(frictionOf(events)).toEqual([])
    })
  })
}

test('what visitors look for in vain, refused coupons, help and accounts come out as they were', async ({
  browser,
  server,
}) => {
  const visit = await ShopVisit.begin(browser, server, 'desktop', '/shop/')
  const { page } = visit
  await page.getByLabel('Search the shop').fill('bicycle')
  await page.getByLabel('Search the shop').press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing found for “bicycle”')
  await visit.link('Account')
  await visit.link('Make an account')
  await page.getByLabel('Name').fill(typed.name)
  await page.getByLabel('E-mail').fill(typed.email)
  await page.getByLabel('Password').fill('correct horse')
  await visit.press('Make an account')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hello, ${typed.name}`)
  await visit.link('Lighting')
  await visit.link('Nook table lamp')
  await visit.press('Add to cart')
  await visit.link('Go to the cart')
  await page.getByLabel('Coupon').fill('SUMMER25')
  await visit.press('Apply')
  await expect(page.getByText('This coupon has expired.')).toBeVisible()
  // Long enough to be read: an error that nobody can have seen is none.
  await page.waitForTimeout(1200)
  await visit.link('Help')
  const events = await visit.leave()
  expect(ofName(events, 'Products Searched')).toMatchObject([{ query: 'bicycle', results: 0 }])
  expect(ofName(events, 'Coupon Denied')).toMatchObject([{ coupon_id: 'SUMMER25', reason: 'expired' }])
  expect(ofName(events, 'Signed Up')).toHaveLength(1)
  expect(ofName(events, 'Help Sought').map(({ kind }) => kind)).toEqual(['empty_search', 'help_page'])
  expect(ofName(events, 'Error Shown')).toHaveLength(1)
  expect(events.at(-1)?.userId).toMatch(/^customer-/)
  const profile = await visit.ask<{ traits: object }>(
    `/api/v1/customer/${encodeURIComponent(typed.email)}/profile`,
  )
  expect(profile.traits).toMatchObject({ name: typed.name, email: typed.email })
})

test('clicks come out of the heatmap of all product pages, over a recorded page', async ({
  browser,
  server,
}) => {
  const visit = await ShopVisit.begin(browser, server, 'desktop', '/shop/p/ladder-shelf')
  const recorded = visit.page.waitForResponse(/\/v1\/replay/)
  await visit.press('Add to cart')
  await recorded
  await visit.leave()
  const heatmap = () =>
    visit.ask<{ elements: { element: string; text: string }[]; snapshot: { path: string } | null }>(
      '/api/v1/heatmaps',
      {
        from: new Date(Date.now() - 3_600_000).toISOString(),
        to: new Date(Date.now() + 60_000).toISOString(),
        path: '/shop/p/*',
      },
    )
  await expect.poll(async () => (await heatmap()).snapshot?.path).toContain('/shop/p/')
  expect((await heatmap()).elements).toContainEqual(
    expect.objectContaining({ element: '#add-to-cart', text: 'Add to cart' }),
  )
})

for (const [colorScheme, width] of looks) {
  test(`the shop is accessible and fits, ${colorScheme}, ${width} wide`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    await page.goto(MUG)
    await page.getByRole('button', { name: 'Add to cart' }).click()
    for (const path of [
      '',
      'c/textiles',
      'p/speckled-mug',
      'search?q=bicycle',
      'cart',
      'checkout/address',
      'checkout/delivery',
      'checkout/payment',
      'account/sign-up',
      'help',
      'privacy',
      'defects',
    ]) {
      await page.goto(`/shop/${path}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect(await seriousFindings(page), path).toEqual([])
      const tooWide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
      expect(tooWide, path).toBe(0)
    }
  })
}
