import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import type { Measurement, Task } from '../benchmark.ts'
import { startProduct, temporaryDataDir } from '../product/product.ts'
import { openPage, untilSettled } from './browser-process.ts'

const shop = join(import.meta.dirname, '../../apps/shop/dist/index.html')

interface Recording {
  readonly bytes: number
  readonly durationMs: number
  readonly pages: number
}

/** What a minute of ordinary browsing takes in the store: somebody looks around in the demo shop, scrolls and buys. */
export async function replayStorage(browser: Browser, { smoke, say }: Task): Promise<Measurement[]> {
  await access(shop).catch(() => {
    throw new Error('The demo shop is not built. Run `npm run build` first.')
  })
  await using dataDir = await temporaryDataDir()
  await using product = await startProduct(dataDir.path)
  await using measured = await openPage(browser)
  const { page } = measured
  say('browsing the shop for a minute')
  await page.goto(`http://127.0.0.1:${product.port}/shop/`)
  await untilSettled(page, 'replay')
  await browse(page, smoke ? 0.05 : 1)
  await page.goto('about:blank')
  const recording = await arrived(product.ask)
  await product.stop()
  return [
    {
      name: 'replay storage',
      about: 'bytes on disk of a recorded visit of the demo shop',
      figures: [
        {
          name: 'a minute',
          value: (recording.bytes / 1024 / recording.durationMs) * 60_000,
          unit: 'KB',
          bound: { atMost: 60 },
        },
        { name: 'the whole visit', value: recording.bytes / 1024, unit: 'KB' },
        { name: 'its length', value: recording.durationMs / 1000, unit: 's' },
        { name: 'its pages', value: recording.pages, unit: '' },
      ],
    },
  ]
}

/** @param pace 1 is how people do it; less is in haste */
async function browse(page: Page, pace: number): Promise<void> {
  const look = async () => {
    for (let step = 0; step < 5; step++) {
      await page.mouse.move(200 + step * 110, 260 + (step % 3) * 80, { steps: 6 })
      await page.mouse.wheel(0, step < 3 ? 280 : -420)
      await page.waitForTimeout(1_150 * pace)
    }
  }
  const link = (name: string) => page.getByRole('link', { name }).first().click()
  await look()
  await link('Textiles')
  await look()
  await link('Herringbone throw')
  await look()
  await page.getByRole('button', { name: 'Increase' }).click()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await link('Lighting')
  await look()
  await link('Nook table lamp')
  await look()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await link('Go to the cart')
  await look()
  await link('Check out')
  for (const [label, text] of [
    ['Name', 'Ada Example'],
    ['E-mail', 'ada@example.com'],
    ['Phone', '+49 30 1234567'],
    ['Street and number', 'Long Road 17'],
    ['Postcode', '10115'],
    ['City', 'Berlin'],
  ] as const)
    await page.getByLabel(label).pressSequentially(text, { delay: 100 * pace })
  await page.getByRole('button', { name: 'Continue to delivery' }).click()
  await page.getByText('Express').click()
  await look()
}

/** The recording once all of it has come: its size no longer grows. */
async function arrived(ask: <T>(method: 'GET', path: string) => Promise<T>): Promise<Recording> {
  let last = 0
  for (let attempt = 0; attempt < 40; attempt++) {
    const { recordings } = await ask<{ recordings: Recording[] }>('GET', '/api/v1/recordings')
    const [recording] = recordings
    if (recording && recording.bytes === last) return recording
    last = recording?.bytes ?? 0
    await sleep(500)
  }
  throw new Error('No recording of the shop arrived.')
}
