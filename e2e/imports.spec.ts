import { expect } from '@playwright/test'
import { logInAsOwner, seriousFindings } from './log-in-as-owner.ts'
import { serverTest as test } from './server-test.ts'

/** Forty good rows and one without a time in line 4. */
const rows = Array.from({ length: 40 }, (_, index) =>
  `c-${index % 7};${(index % 28) + 1}.10.2026 10:00;o-${index};12,50;red`.replace(/;(\d)\./, ';0$1.'),
)
const orders = ['customer;date;order_id;total;colour', ...rows.toSpliced(2, 0, 'c-2;;o-x;9,00;red')].join(
  '\n',
)

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0'
const log = [
  `192.0.2.1 - - [01/Oct/2026:10:00:00 +0000] "GET /lamps HTTP/1.1" 200 5120 "https://search.example/" "${firefox}"`,
  `192.0.2.1 - - [01/Oct/2026:10:00:01 +0000] "GET /lamps.css HTTP/1.1" 200 512 "-" "${firefox}"`,
  '192.0.2.9 - - [01/Oct/2026:10:00:02 +0000] "GET /lamps HTTP/1.1" 200 5120 "-" "Googlebot/2.1 (+http://www.google.com/bot.html)"',
].join('\n')

test.describe('imports', () => {
  test.beforeEach(async ({ page, server }) => {
    await logInAsOwner(page, server)
    await page.goto('/imports')
  })

  test('a table of orders is recognised, tried, corrected and imported', async ({ page }) => {
    expect(await seriousFindings(page)).toEqual([])
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(orders) })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      '“orders.csv” is a CSV file, ready to import.',
    )
    const becomes = (column: string) =>
      page.getByRole('combobox', { name: `What the column ${column} becomes` })
    await expect(becomes('date')).toHaveValue('Time')
    await expect(becomes('total')).toHaveValue('Revenue')
    await becomes('colour').click()
    await page.getByRole('option', { name: 'Left out' }).click()
    const first = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'The first rows' }) })
    await expect(first).toContainText('Order Completed')
    await expect(first).not.toContainText('colour')
    expect(await seriousFindings(page)).toEqual([])

    await page.getByRole('button', { name: 'Dry run' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('would become 40 events')
    const rejected = page.getByRole('table', { name: 'Rejected rows by reason' })
    await expect(rejected).toContainText(/date|time/i)
    await expect(rejected.getByRole('cell', { name: '4', exact: true })).toBeVisible()

    await page.getByRole('button', { name: 'Import it' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      '“orders.csv” is imported: 40 events, 1 rejected.',
    )
    await expect(page.getByText('42 rows gave 40 events, all of them new.')).toBeVisible()
    await expect(page.getByText('npx throughline import orders.csv --mapping mapping.json')).toBeVisible()
    expect(await seriousFindings(page)).toEqual([])
  })

  test('an access log tells people, assets and bots apart', async ({ page }) => {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'access.log', mimeType: 'text/plain', buffer: Buffer.from(log) })
    await expect(page.getByRole('heading', { level: 1 })).toContainText('is an access log')
    await page.getByRole('button', { name: 'Import it' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      '“access.log” is imported: 1 people’s pages, 1 assets, 1 bots.',
    )
    await page.getByRole('link', { name: 'Imports' }).last().click()
    await expect(page.getByRole('row', { name: /access\.log/ })).toContainText(
      '1 people’s pages, 1 assets, 1 bots',
    )
    await page.getByRole('link', { name: 'access.log' }).click()
    await page.getByRole('button', { name: 'Forget this import' }).click()
    await page.getByRole('button', { name: 'Forget it' }).click()
    await expect(page.getByRole('link', { name: 'access.log' })).toBeHidden()
  })

  test('what is no file of events is refused in words', async ({ page }) => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'photo.png',
      mimeType: 'image/png',
      buffer: Buffer.from([0x89, 0x50, 0, 1, 2, 3]),
    })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('“photo.png” could not be imported.')
    await expect(page.getByRole('alert')).not.toBeEmpty()
  })
})
