import { expect, test } from '@playwright/test'
import { serveSignalPages } from './pages/signals/serve-pages.ts'
import {
  type Act,
  clicks,
  inTurn,
  JUDGED_MS,
  open,
  poke,
  type Visited,
  visit,
} from './pages/signals/visit.ts'

// A trace reads what stands in every field, and pages here tell who does.
test.use({ trace: 'off' })

type Told = readonly [title: string, page: string, act: Act, check: (visited: Visited) => void]

const tells = (visits: readonly Told[]) =>
  visits.map(([title, name, act, check]) =>
    test(title, async ({ browser }) => {
      check(await visit(browser, name, act))
    }),
  )

tells([
  [
    'errors that appear',
    'errors',
    async (page) => {
      for (const id of ['thank', 'bill', 'speak', 'add', 'reveal', 'mark', 'redraw', 'inner']) {
        await page.locator(`#${id}`).click()
        await page.waitForTimeout(600)
      }
      await page.locator('#email').fill('ann')
      await page.locator('#echo').click()
      await page.waitForTimeout(600)
      await page.locator('#send').click()
    },
    ({ told, friction }) => {
      expect(told('Error Shown').map(({ element, field, message }) => [element, field, message])).toEqual([
        ['#billing', undefined, 'Write your street.'],
        ['#live', undefined, 'The coupon has expired.'],
        ['#waiting', undefined, 'Please choose a size.'],
        ['#phone', 'phone', 'Write the number with the area code.'],
        ['#drawn', undefined, 'Too short.'],
        ['#host >>> p', undefined, 'Too many.'],
        ['#live', undefined, undefined],
        ['#email', 'email', undefined],
      ])
      expect(friction.filter((line) => !line.startsWith('Error Shown'))).toEqual([])
    },
  ],
  [
    'scripts that fail',
    'scripts',
    inTurn(poke('#throw', 3), clicks('#reject'), clicks('#benign')),
    ({ told }) => {
      const failed = told('Script Failed')
      expect(failed).toMatchObject([
        {
          message: 'Uncaught TypeError: Order 4711 has no lines',
          source: expect.stringMatching(/\/scripts$/),
        },
        { message: 'No stock', source: expect.stringMatching(/\/scripts$/) },
      ])
      for (const { line, fingerprint } of failed) {
        expect(line).toBeGreaterThan(0)
        expect(fingerprint).toMatch(/\|http.*\/scripts$/)
      }
      expect(failed[0]?.fingerprint).not.toContain('4711')
    },
  ],
  [
    'a loop of failures',
    'scripts',
    clicks('#many'),
    ({ told }) => expect(told('Script Failed')).toHaveLength(1),
  ],
])

test('requests that fail, and a page that notices nothing of being watched', async ({ browser }) => {
  const { told, friction } = await visit(browser, 'requests', async (page) => {
    const seen = await page.evaluate(async () => {
      const names: unknown[] = [
        fetch.name,
        fetch.length,
        `${fetch}`.includes('[native code]'),
        `${open}`.includes('native code'),
      ]
      const own = window.fetch
      window.fetch = (...given) => own(...given)
      const posted = await fetch(new Request('/api/404?secret=1', { method: 'POST' }))
      window.fetch = own
      names.push(posted.status, await posted.text(), fetch('/api/200') instanceof Promise)
      names.push(await fetch('http://127.0.0.1:1/').catch((error) => `${error.name}: ${error.message}`))
      names.push(await fetch('http://').catch((error) => error.name))
      const stop = new AbortController()
      const stopped = fetch('/api/200?ms=3000', { signal: stop.signal }).catch((error) => error.name)
      stop.abort()
      names.push(await stopped)
      const gone = new AbortController()
      const replaced = fetch('/api/200?ms=3000', { signal: gone.signal }).catch((error) => error)
      gone.abort('replaced')
      names.push(await replaced)
      fetch('/api/500', { keepalive: true })
      void fetch('http://127.0.0.1:1/unhandled')
      const send = (address: string, isStopped = false) =>
        new Promise((done) => {
          const request = new XMLHttpRequest()
          request.open('PUT', address)
          request.onloadend = () => done(request.status)
          request.send()
          if (isStopped) request.abort()
        })
      names.push(await send('/api/503?token=2'), await send('/api/200'), await send('/api/200?ms=3000', true))
      return names
    })
    expect(seen).toEqual([
      'fetch',
      0,
      true,
      true,
      404,
      '{}',
      true,
      'TypeError: Failed to fetch',
      'TypeError',
      'AbortError',
      'replaced',
      503,
      200,
      0,
    ])
    await expect(page.locator('#told')).toHaveText('unhandled TypeError;')
  })
  const failed = told('Request Failed').map(({ method, url, status }) => [
    method,
    new URL(String(url)).pathname,
    status,
  ])
  expect(failed.sort()).toEqual([
    ['GET', '/', 0],
    ['GET', '/unhandled', 0],
    ['POST', '/api/404', 404],
    ['PUT', '/api/503', 503],
  ])
  for (const { url, duration_ms } of told('Request Failed')) {
    expect(url).not.toContain('?')
    expect(Number(duration_ms)).toBeGreaterThanOrEqual(0)
  }
  expect(friction.filter((line) => !line.startsWith('Request Failed'))).toEqual([
    'Script Failed  Failed to fetch',
  ])
})

tells([
  [
    'a form that is filled and sent',
    'forms',
    async (page) => {
      await page.locator('[name=town]').pressSequentially('Kiel')
      await page.locator('[name=phone]').pressSequentially('1')
      await page.locator('[name=town]').pressSequentially('x')
      await page.keyboard.press('Tab')
      await page.locator('[name=gift]').check()
      await page.locator('[name=country]').focus()
      await page.locator('[name=country]').selectOption('Italy')
      await page.locator('[name=password]').pressSequentially('secret')
      await page.locator('[name=card]').pressSequentially('4242424242424242')
      await page.locator('[name=q]').pressSequentially('lamp')
      await page.locator('#loose').pressSequentially('loose')
      expect(await page.title()).toBe('forms')
      await page.locator('#send').click()
      await page.waitForURL('**/thanks**')
    },
    ({ told, events }) => {
      expect(told('Form Started')).toMatchObject([{ form: 'checkout', field: 'town', path: '/forms' }])
      expect(told('Form Field Left').map(({ field, filled, refills }) => [field, filled, refills])).toEqual([
        ['town', true, 0],
        ['phone', true, 0],
        ['town', true, 1],
        ['phone', true, 0],
        ['gift', true, 0],
        ['country', true, 0],
        ['password', true, 0],
        ['card', true, 0],
      ])
      expect(told('Form Submitted')).toMatchObject([{ form: 'checkout', fields_filled: 6, refills: 1 }])
      expect(told('Form Abandoned')).toEqual([])
      // Four digits also happen in a random id.
      for (const secret of ['Kiel', 'Italy', 'secret', '42424242', 'lamp', 'loose'])
        expect(JSON.stringify(events)).not.toContain(secret)
    },
  ],
  [
    'a form that is left',
    'forms',
    async (page) => {
      await page.locator('[name=town]').pressSequentially('Kiel')
      await page.locator('[name=phone]').focus()
      await page.locator('#leave').click()
      await page.waitForURL('**/other')
    },
    ({ told }) => {
      expect(told('Form Abandoned')).toMatchObject([
        { path: '/forms', form: 'checkout', last_field: 'phone', fields_filled: 1 },
      ])
      expect(told('Form Field Left').map(({ field, filled }) => [field, filled])).toEqual([
        ['town', true],
        ['phone', false],
      ])
    },
  ],
  [
    'a form that refuses, and is given up',
    'refusing-form',
    async (page) => {
      for (const number of ['0431 1', '0431 2', '0431 3']) {
        await page.locator('#phone').fill('')
        await page.locator('#phone').pressSequentially(number)
        await page.locator('#send').click()
        await page.waitForTimeout(JUDGED_MS)
      }
      await page.locator('#leave').click()
      await page.waitForURL('**/other')
    },
    ({ told }) => {
      expect(told('Form Submitted')).toEqual([])
      expect(told('Error Shown').map(({ message }) => message)).toEqual(
        Array(3).fill('This number does not work.'),
      )
      expect(told('Form Field Left').at(-1)).toMatchObject({ field: 'phone', refills: 2, errors: 2 })
      expect(told('Form Abandoned')).toMatchObject([{ form: 'order', last_field: 'phone' }])
    },
  ],
  [
    'how far a page is scrolled, and what of it was in view',
    'long',
    async (page) => {
      await page.mouse.wheel(0, 600)
      await page.waitForTimeout(600)
      await page.mouse.wheel(0, 9000)
      await page.waitForTimeout(600)
      await page.locator('#next').click()
      await page.waitForURL('**/other')
    },
    ({ told }) => {
      expect(told('Scroll Depth Reached').map(({ depth }) => depth)).toEqual([25, 50, 75, 90, 100])
      const [left] = told('Page Left')
      expect(left).toMatchObject({ path: '/long', max_scroll: 100, exit: false })
      const attention = left?.attention as number[]
      expect(attention).toHaveLength(20)
      expect(Math.max(...attention)).toBeLessThanOrEqual(Number(left?.visible_ms))
      expect(attention.every((ms) => ms >= 0)).toBe(true)
      expect(attention[0]).toBeGreaterThan(0)
      expect(attention[19]).toBeGreaterThan(0)
      expect(attention[9]).toBeLessThan(Math.max(attention[0] ?? 0, attention[19] ?? 0))
    },
  ],
  [
    'a part of the page that scrolls for it',
    'long-container',
    async (page) => {
      await page.mouse.move(200, 200)
      await page.mouse.wheel(0, 9000)
    },
    ({ told }) =>
      expect(told('Scroll Depth Reached').at(-1)).toMatchObject({ depth: 100, page_height: 3000 }),
  ],
  [
    'a film',
    'video',
    async (page) => {
      await page.locator('#film').evaluate((film) => {
        const ended = new Promise((end) => film.addEventListener('ended', () => end(undefined)))
        return (film as HTMLVideoElement).play().then(() => ended)
      })
    },
    ({ events }) =>
      expect(
        events
          .filter(({ event }) => event?.startsWith('Video'))
          .map(({ event, properties: { element, position_s, duration_s } }) => [
            event,
            element,
            position_s,
            duration_s,
          ]),
      ).toEqual([
        ['Video Started', '#film', 0, 2],
        ...[1, 1, 2].map((second) => ['Video Progressed', '#film', second, 2]),
        ['Video Completed', '#film', 2, 2],
      ]),
  ],
])

test('a form that a script sends', async ({ browser }) => {
  const { told } = await visit(browser, 'forms', async (page) => {
    await page.locator('[name=town]').pressSequentially('Kiel')
    await page.locator('#by-script').click()
    await page.waitForURL('**/thanks**')
  })
  expect(told('Form Submitted')).toMatchObject([{ form: 'checkout', fields_filled: 1 }])
  expect(told('Form Abandoned')).toEqual([])
})

test('who turns back within ten seconds, in a single-page app and between pages', async ({ browser }) => {
  const turn: Act = async (page) => {
    await page.locator('#to-list').click()
    await page.waitForTimeout(500)
    await page.locator('#to-lamp').click()
    await page.waitForTimeout(500)
    await page.goBack()
  }
  const { told } = await visit(browser, 'single-page', turn)
  expect(told('Page Returned')).toMatchObject([{ path: '/lamp', returned_to: '/list' }])
  expect(told('Page Left').map(({ path }) => path)).toEqual(['/single-page', '/list', '/lamp'])

  const { told: betweenPages } = await visit(browser, 'dead', async (page, site) => {
    await open(page, `${site.url}/lamp`)
    await page.waitForTimeout(500)
    await page.goBack()
    await page.waitForTimeout(500)
  })
  expect(betweenPages('Page Returned')).toMatchObject([{ path: '/lamp', returned_to: '/dead' }])
})

test('a redirect, a reload and a page that was read are no turns', async ({ browser }) => {
  const { told } = await visit(browser, 'single-page', async (page) => {
    await page.clock.install()
    await page.reload()
    await page.clock.runFor(3000)
    await page.locator('#to-list').click()
    await page.locator('#to-lamp').click()
    await page.clock.runFor(11_000)
    await page.goBack()
    await page.evaluate(() => history.pushState({}, '', '/login'))
    await page.evaluate(() => history.pushState({}, '', '/list'))
    await page.clock.runFor(5000)
    await page.clock.resume()
  })
  expect(told('Page Returned')).toEqual([])
})

test('help is sought on pages, in answers, by chat and by a search that finds nothing', async ({
  browser,
}) => {
  const { told } = await visit(browser, 'answers', async (page) => {
    for (const id of ['support-us', 'question', 'launcher', 'helper']) await page.locator(`#${id}`).click()
  })
  expect(told('Help Sought').map(({ kind, element }) => [kind, element])).toEqual([
    ['faq', '#question'],
    ['chat', '#launcher'],
    ['help_page', '#helper'],
  ])
  const { told: inFrame } = await visit(browser, 'answers', async (page) => {
    await page.frameLocator('#frame').locator('button').click()
    await page.waitForTimeout(300)
    await page.locator('#centre').click()
  })
  expect(inFrame('Help Sought').map(({ kind }) => kind)).toEqual(['chat', 'help_page'])
  const { told: opened } = await visit(browser, 'single-page', async (page) => {
    await page.evaluate(() => {
      const { throughline } = globalThis as unknown as {
        throughline: { track(event: string, properties: object): void }
      }
      throughline.track('Products Searched', { query: 'x', results: 3 })
      throughline.track('Products Searched', { query: 'y', results: 0 })
    })
    await page.locator('#to-help').click()
  })
  expect(opened('Help Sought').map(({ kind, path }) => [kind, path])).toEqual([
    ['empty_search', '/single-page'],
    ['help_page', '/help/returns'],
  ])
})

test('a page that throws from its getters and has frozen everything works, in silence', async ({ page }) => {
  const site = await serveSignalPages()
  const noise: string[] = []
  page.on('pageerror', (error) => noise.push(error.message))
  page.on('console', (message) => noise.push(message.text()))
  await page.goto(`${site.url}/hostile`)
  await page.waitForTimeout(1000)
  for (let time = 0; time < 3; time++) await page.locator('#work').click({ force: true })
  await page.locator('#field').pressSequentially('abc')
  await page.locator('#form button').click({ force: true })
  await page.mouse.wheel(0, 300)
  await page.waitForTimeout(JUDGED_MS)
  await expect(page.locator('#done')).toHaveText('done done done sent ')
  expect(noise).toEqual([])
  site.close()
})
