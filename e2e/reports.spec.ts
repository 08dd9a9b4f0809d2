import { expect, type Page } from '@playwright/test'
import { logInAsOwner, sendMessages, seriousFindings } from './log-in-as-owner.ts'
import { serverTest as test } from './server-test.ts'
import { credentials } from './start-server.ts'

const day = 86_400_000

/** Of 100 who viewed a product 40 added it, 20 started the checkout and 10 ordered, all three days ago. */
const reached = { 'Product Viewed': 100, 'Product Added': 40, 'Checkout Started': 20, 'Order Completed': 10 }

function* messages(now: number): Generator<Record<string, unknown>> {
  for (const [step, [event, people]] of Object.entries(reached).entries()) {
    for (let person = 0; person < people; person += 1) {
      const timestamp = new Date(now - 3 * day + step * 60_000 + person * 1000).toISOString()
      const device = { type: person % 2 === 0 ? 'mobile' : 'desktop' }
      yield {
        type: 'track',
        event,
        userId: `person-${person}`,
        messageId: `${event}-${person}`,
        timestamp,
        properties: { path: '/', revenue: 20 },
        context: { device },
      }
      if (step === 0)
        yield {
          type: 'page',
          userId: `person-${person}`,
          messageId: `page-${person}`,
          timestamp: new Date(Date.parse(timestamp) - 1000).toISOString(),
          properties: { path: '/' },
        }
    }
  }
}

// Each test opens many pages and looks at each with axe, which takes its time on a busy machine.
test.describe.configure({ timeout: 180_000 })

let sent = false
test.beforeEach(async ({ page, server }) => {
  await logInAsOwner(page, server)
  if (!sent) await sendMessages(page, [...messages(Date.now())])
  sent = true
})

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

async function expectAccessible(page: Page): Promise<void> {
  expect(await seriousFindings(page)).toEqual([])
}

test('a funnel is built, saved, opened by its link and put on a board', async ({ page }) => {
  await page.goto('/reports')
  await expect(heading(page)).toHaveText(/No report is saved yet/)
  await expectAccessible(page)

  await page.getByRole('link', { name: /Where do buyers drop off/ }).click()
  await expect(heading(page)).toHaveText(
    /10.% of those who did “Product Viewed” went on to “Order Completed” within 7 days; of the others, the largest part, 67.%, is lost between “Product Viewed” and “Product Added”/,
  )
  // 10 of 100 by Wilson's score method.
  await expect(page.getByText(/between 5\.52.% and 17\.4.% \(95.% interval\), of 100 people/)).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Remove step 3' }).click()
  await page.getByRole('combobox', { name: 'Broken down by' }).fill('device.type')
  await expect(page.getByRole('heading', { name: 'By device.type' })).toBeVisible()
  await expect(page.getByRole('rowheader', { name: 'mobile' })).toBeVisible()
  await expect(page).toHaveURL(/device\.type/)
  await page.goBack()
  await expect(page.getByRole('combobox', { name: 'Broken down by' })).toHaveValue('')
  await page.goForward()
  await expect(page.getByRole('combobox', { name: 'Broken down by' })).toHaveValue('device.type')

  await page.getByRole('button', { name: 'Save report' }).click()
  await page.getByLabel('Name').fill('Buyers by device')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page).toHaveURL(/\/reports\/[0-9a-f-]{36}/)
  await expect(heading(page)).toHaveText(/10.% of those/)

  // The bare link, as it stands in a chat, shows the report's own days.
  await page.goto(new URL(page.url()).pathname)
  await expect(page).toHaveURL(/period=30d/)
  await expect(heading(page)).toHaveText(/10.% of those/)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Add to a board' }).click()
  await page.getByRole('button', { name: 'New board with it' }).click()
  await page.getByLabel('Name').fill('Monday review')
  await page.getByRole('button', { name: 'Make the board' }).click()
  await expect(heading(page)).toHaveText('Monday review')
  await expect(page.getByRole('link', { name: 'Buyers by device' })).toBeVisible()
  const inSidebar = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reports' })
  await expect(inSidebar).toHaveAttribute('aria-current', 'page')
  await expect(page.getByText(/10.% of those who did/)).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Same period for all' }).click()
  await expect(page.getByText(/^All over/)).toBeVisible()
  await page.getByRole('button', { name: /Place of “Buyers by device”/ }).press('Enter')
  await page.getByRole('menuitem', { name: 'Remove from the board' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'This board is empty' })).toBeVisible()
})

const q = (question: object): string => encodeURIComponent(JSON.stringify(question))

test('every type of report says what it found, for eyes and for screen readers', async ({ page }) => {
  const reports = [
    [`trend&q=${q({ series: [{ event: 'Order Completed', measure: 'count' }] })}`, /happened 10 times/],
    [
      `retention&q=${q({ cohort: { event: 'Product Viewed' }, return: { event: 'Order Completed' }, period: 'day', periods: 2 })}`,
      /Of those who did “Product Viewed”, 0.% did “Order Completed” the day after/,
    ],
    [
      `paths&q=${q({ anchor: { direction: 'from', path: '/' }, unit: 'person' })}`,
      /After “\/”, the most, 100.%, go on to “Product Viewed”/,
    ],
    [`lifecycle&q=${q({ event: '*', interval: 'day' })}`, /^On /],
    [
      `retention&q=${q({ cohort: { event: 'Product Viewed', firstTime: true }, return: { event: 'Order Completed' }, period: 'day', periods: 2, value: { property: 'revenue' } })}`,
      /brought 200 of revenue up to 2 days after: 2 a person on the day they began, and 0 the day after/,
    ],
  ] as const
  for (const [search, finding] of reports) {
    await page.goto(`/reports/new?type=${search}`)
    await expect(heading(page)).toHaveText(finding)
    await expect(page.getByText('How this is counted')).toBeVisible()
    await expectAccessible(page)
  }

  await page.goto(`/reports/new?type=${reports[2][0]}`)
  await page.getByRole('button', { name: /Step 1, Product Viewed: 100 people/ }).press('Enter')
  await expect(page.getByText(/From \/ \(100, 100.%/)).toBeVisible()
})

test('a report can be changed, duplicated and deleted; its numbers leave as CSV', async ({
  page,
  request,
}) => {
  const made = await request.post('/api/v1/saved-reports', {
    headers: { authorization: `Bearer ${credentials.apiToken}` },
    data: {
      name: 'Orders',
      question: { type: 'trend', series: [{ event: 'Order Completed', measure: 'count' }], interval: 'day' },
      view: { period: '7d' },
    },
  })
  const { id } = await made.json()
  await page.goto(`/reports/${id}`)
  await expect(heading(page)).toHaveText(/happened 10 times/)

  await page.getByRole('button', { name: /Menu of the chart/ }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Save as CSV' }).click()
  expect((await download).suggestedFilename()).toBe('over-time.csv')

  await page.getByRole('link', { name: 'Change' }).click()
  await page.getByText('Bars', { exact: true }).click()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByLabel('Name').fill('Orders in bars')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Orders in bars')).toBeVisible()

  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(page.getByText('Copy of Orders in bars')).toBeVisible()

  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete the report' }).click()
  await expect(page).toHaveURL(/\/reports(\?|$)/)
  await expect(page.getByRole('link', { name: /Orders in bars/ })).toHaveCount(1)
})
