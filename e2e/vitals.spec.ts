import { expect, type Page } from '@playwright/test'
import { chromiumFlags, findChromium } from '../scripts/chromium.mjs'
import { serverTest as test } from './server-test.ts'
import { credentials } from './start-server.ts'
import { startVitalsSite, type VitalsSite } from './vitals-pages.ts'

const executablePath = findChromium()
// The back-forward cache, which Playwright turns off.
test.use({
  launchOptions: {
    args: chromiumFlags,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    ...(executablePath ? { executablePath } : {}),
  },
})

interface Ours {
  readonly metric: string
  readonly value: number
  readonly rating: string
  readonly view_id: string
  readonly revision?: number
  readonly path: string
  readonly attribution: {
    readonly element?: string
    readonly url?: string
    readonly script?: string
    readonly phase: Readonly<Record<string, number>>
  }
}

interface Theirs {
  readonly metric: string
  readonly value: number
  readonly rating: string
  readonly element?: string
  readonly url?: string
  readonly script?: string
  readonly phases: Readonly<Record<string, number>>
}

/** How the two name the parts of a value. */
const parts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  LCP: {
    first_byte: 'timeToFirstByte',
    load_delay: 'resourceLoadDelay',
    load: 'resourceLoadDuration',
    render_delay: 'elementRenderDelay',
  },
  INP: {
    input_delay: 'inputDelay',
    processing: 'processingDuration',
    presentation_delay: 'presentationDelay',
  },
  FCP: { first_byte: 'timeToFirstByte', render: 'firstByteToFCP' },
  TTFB: {
    waiting: 'waitingDuration',
    cache: 'cacheDuration',
    dns: 'dnsDuration',
    connection: 'connectionDuration',
    request: 'requestDuration',
  },
}

/** Ours are whole milliseconds. */
const ROUNDED = 0.51

test.describe('web vitals against Google’s library', () => {
  let site: VitalsSite
  test.beforeAll(async () => {
    site = await startVitalsSite()
  })
  test.afterAll(() => site.close())

  const open = async (page: Page, query = ''): Promise<void> => {
    await page.goto(`${site.origin}/measured?wait=30${query}`)
    await page.waitForFunction('window.measuring')
    await page.locator('#hero').evaluate((image: HTMLImageElement) => image.decode())
    // Two frames on, the picture is painted and told.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
  /** Leaves the page, and gives the last word of both measurers on each metric. */
  const leave = async (page: Page): Promise<{ ours: Map<string, Ours>; theirs: Map<string, Theirs> }> => {
    await page.goto(`${site.origin}/elsewhere`)
    const { ours, theirs, thrown } = await page.evaluate(() => {
      const read = (name: string) => JSON.parse(localStorage.getItem(name) ?? '[]')
      const found = { ours: read('ours'), theirs: read('theirs'), thrown: read('thrown') }
      localStorage.clear()
      return found
    })
    expect(thrown).toEqual([])
    const byMetric = <Row extends { metric: string }>(rows: Row[]) =>
      new Map(rows.map((row) => [row.metric, row]))
    return { ours: byMetric<Ours>(ours), theirs: byMetric<Theirs>(theirs) }
  }
  const click = async (page: Page, ...names: string[]): Promise<void> => {
    for (const name of names) await page.getByRole('button', { name, exact: false }).first().click()
  }
  /** The library takes in what happened only when the page is idle, and leaves out what it has not by the end. */
  const idle = (page: Page): Promise<void> => page.waitForTimeout(1500)

  const expectAlike = (ours: Map<string, Ours>, theirs: Map<string, Theirs>, within = ROUNDED): void => {
    expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort())
    for (const [metric, { value, rating, attribution }] of ours) {
      const their = theirs.get(metric)
      expect(Math.abs(value - (their?.value ?? Number.NaN)), `${metric} ${value}`).toBeLessThanOrEqual(
        metric === 'CLS' ? 0.00006 : within,
      )
      expect(rating, metric).toBe(their?.rating)
      for (const [name, ms] of Object.entries(attribution.phase))
        expect(
          Math.abs(ms - (their?.phases[parts[metric]?.[name] ?? ''] ?? Number.NaN)),
          `${metric} ${name}`,
        ).toBeLessThanOrEqual(within)
    }
  }

  test('a page that loads, is clicked and shifts', async ({ page }) => {
    await open(page)
    await click(page, 'Slower', 'Quick', 'Slow', 'Shift')
    await idle(page)
    const { ours, theirs } = await leave(page)
    expectAlike(ours, theirs)
    expect([...ours.keys()].sort()).toEqual(['CLS', 'FCP', 'INP', 'LCP', 'TTFB'])
    expect(ours.get('CLS')?.value).toBeGreaterThan(0)
    expect(ours.get('INP')?.value).toBeGreaterThanOrEqual(256)
    // The picture's address tells nothing that stood behind its question mark.
    expect(ours.get('LCP')?.attribution).toMatchObject({
      element: '#hero',
      url: `${site.origin}/picture.svg`,
    })
    expect(ours.get('INP')?.attribution).toMatchObject({
      element: '#slower',
      script: `${site.origin}/slow.js`,
    })
    expect(ours.get('LCP')?.path).toBe('/measured')
    expect(new Set([...ours.values()].map(({ view_id }) => view_id)).size).toBe(1)
  })

  test('a module that comes long after the page was used', async ({ page }) => {
    await page.goto(`${site.origin}/measured?later=2500`)
    await click(page, 'Slower', 'Slow', 'Shift')
    await page.waitForFunction('window.measuring')
    await idle(page)
    const { ours, theirs } = await leave(page)
    expectAlike(ours, theirs)
    expect([...ours.keys()].sort()).toEqual(['CLS', 'FCP', 'INP', 'LCP', 'TTFB'])
  })

  test('more than fifty interactions: the second longest', async ({ page }) => {
    await open(page)
    await click(page, 'Slower', 'Slow')
    for (let press = 0; press < 55; press++) await page.keyboard.press('a')
    await idle(page)
    const { ours, theirs } = await leave(page)
    expectAlike(ours, theirs)
    expect(ours.get('INP')?.value).toBeLessThan(256)
    expect(ours.get('INP')?.attribution.element).toBe('#slow')
  })

  test('shifts less than a second apart add up for five seconds; a second apart they do not', async ({
    page,
  }) => {
    await open(page)
    const shift = (times: number, everyMs: number) =>
      page.evaluate(
        ([count, every]) =>
          new Promise<void>((done) => {
            const banner = document.querySelector<HTMLElement>('#banner')
            let left = count
            const timer = setInterval(() => {
              if (banner) banner.style.height = `${banner.offsetHeight + 20}px`
              if (--left > 0) return
              clearInterval(timer)
              done()
            }, every)
          }),
        [times, everyMs] as const,
      )
    await shift(8, 800)
    await shift(2, 1300)
    await idle(page)
    const { ours, theirs } = await leave(page)
    expectAlike(ours, theirs)
    expect(ours.get('CLS')?.value).toBeGreaterThan(0)
  })

  test('a page out of the back-forward cache is a view of its own', async ({ page }) => {
    await open(page)
    const first = await leave(page)
    await page.goBack({ waitUntil: 'commit' })
    await expect(page.getByRole('heading')).toHaveText('A page that measures itself')
    await page.waitForTimeout(300)
    await click(page, 'Slow')
    await idle(page)
    const { ours, theirs } = await leave(page)
    // Both ask for the time in the same frame, one after the other.
    expectAlike(ours, theirs, 25)
    expect(ours.get('TTFB')?.value).toBe(0)
    expect(ours.get('INP')?.attribution.element).toBe('#slow')
    expect(ours.get('LCP')?.view_id).not.toBe(first.ours.get('LCP')?.view_id)
  })

  test('a page loaded in the background tells nothing of what was painted', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Document.prototype, 'visibilityState', {
        configurable: true,
        get: () => 'hidden',
      })
    })
    await open(page)
    await idle(page)
    const { ours, theirs } = await leave(page)
    expect([...theirs.keys()]).toEqual(['TTFB'])
    expectAlike(ours, theirs)
  })

  test('what is painted after the page was hidden does not count', async ({ page }) => {
    await open(page)
    await page.evaluate(() => {
      const own = Object.getOwnPropertyDescriptor(Document.prototype, 'visibilityState')
      for (const state of [{ configurable: true, get: () => 'hidden' }, own ?? {}]) {
        Object.defineProperty(Document.prototype, 'visibilityState', state)
        document.dispatchEvent(new Event('visibilitychange'))
      }
    })
    await page.evaluate(() => {
      const large = document.createElement('img')
      large.src = '/picture.svg?again'
      large.width = 900
      large.height = 600
      document.body.prepend(large)
      return large.decode()
    })
    await idle(page)
    const { ours, theirs } = await leave(page)
    expectAlike(ours, theirs)
    expect(ours.get('LCP')?.attribution.element).toBe('#hero')
    // What had shifted by the first time that it was hidden is told again, and more.
    expect(ours.get('CLS')?.revision).toBe(2)
    expect(ours.get('LCP')?.revision).toBeUndefined()
  })

  test('a page that was rendered ahead counts from when the visitor came', async ({ page }) => {
    await page.addInitScript(() => {
      let waiting = true
      Object.defineProperty(Document.prototype, 'prerendering', { get: () => waiting })
      Object.defineProperty(PerformanceNavigationTiming.prototype, 'activationStart', {
        get: () => (waiting ? 0 : 120),
      })
      addEventListener('visit', () => {
        waiting = false
        document.dispatchEvent(new Event('prerenderingchange'))
      })
    })
    await open(page)
    await idle(page)
    expect(await page.evaluate(() => localStorage.getItem('ours'))).toBeNull()
    await page.evaluate(() => dispatchEvent(new Event('visit')))
    await click(page, 'Slow')
    await idle(page)
    const { ours, theirs } = await leave(page)
    expectAlike(ours, theirs)
    expect(ours.get('TTFB')?.value).toBe(0)
    expect([...ours.keys()].sort()).toEqual(['CLS', 'FCP', 'INP', 'LCP', 'TTFB'])
  })
})

test.describe('a page that is hostile to measuring', () => {
  const hostilities: Readonly<Record<string, () => void>> = {
    'throws from the timeline': () => {
      performance.getEntriesByType = () => {
        throw new Error('hostile')
      }
    },
    'throws from its observer': () => {
      window.PerformanceObserver = class {
        constructor() {
          throw new Error('hostile')
        }
      } as never
    },
    'has neither observer nor idle time': () => {
      Object.assign(window, { PerformanceObserver: undefined, requestIdleCallback: undefined })
    },
    'gives entries whose parts throw': () => {
      for (const name of ['startTime', 'duration'])
        Object.defineProperty(PerformanceEntry.prototype, name, {
          get() {
            throw new Error('hostile')
          },
        })
    },
  }
  for (const [name, makeHostile] of Object.entries(hostilities))
    test(`gets no error of ours: ${name}`, async ({ page, server }) => {
      const site = await startVitalsSite()
      const errors: string[] = []
      page.on('pageerror', ({ message }) => errors.push(message))
      await page.addInitScript(makeHostile)
      const loading = page.waitForResponse((response) => response.url().includes('/sdk/vitals.js'))
      await page.goto(`${site.origin}/embedding/hostile?server=${server.url}&key=${credentials.writeKey}`)
      await loading
      await page.getByRole('button', { name: 'Slow' }).click()
      await page.waitForTimeout(500)
      await page.goto(`${site.origin}/elsewhere`)
      expect(errors).toEqual([])
      await site.close()
    })
})

test('what a script tag measures comes out of the report', async ({ page, server }) => {
  const site = await startVitalsSite()
  const key = credentials.writeKey
  const loading = page.waitForResponse((response) => response.url().includes('/sdk/vitals.js'))
  await page.goto(`${site.origin}/embedding?server=${server.url}&key=${key}`)
  const module = await loading
  expect(module.headers()['cache-control']).toContain('immutable')
  await page.locator('#hero').evaluate((image: HTMLImageElement) => image.decode())
  await page.getByRole('button', { name: 'Slow' }).click()
  await page.waitForTimeout(1500)
  await page.goto(`${site.origin}/elsewhere`)
  const ask = async () => {
    const answer = await page.request.post(`${server.url}/api/v1/vitals`, {
      headers: { authorization: `Bearer ${credentials.apiToken}` },
      data: { ...lastDays(2), interval: 'day', by: 'page', page: '/embedding' },
    })
    return answer.json()
  }
  await expect
    .poll(async () => (await ask()).metrics.map(({ metric, views }: Measured) => `${metric} ${views}`))
    .toEqual(['LCP 1', 'INP 1', 'CLS 1', 'FCP 1', 'TTFB 1'])
  expect((await ask()).groups.map(({ value }: { value: string }) => value)).toEqual(['/embedding'])
  await site.close()
})

interface Measured {
  readonly metric: string
  readonly views: number
}

const lastDays = (days: number) => ({
  from: new Date(Date.now() - days * day).toISOString(),
  to: new Date(Date.now() + day).toISOString(),
})

const day = 86_400_000
