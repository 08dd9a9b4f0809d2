import { expect } from '@playwright/test'
import { logInAsOwner, sendMessages, seriousFindings } from './log-in-as-owner.ts'
import { serverTest as test } from './server-test.ts'
import { credentials } from './start-server.ts'

const day = (date: number, time = '12:00'): string => `2026-03-0${date}T${time}:00.000Z`
const browser = {
  library: { name: 'throughline-browser' },
  page: { path: '/lamps', url: 'https://s.example/lamps' },
}
const ada = { userId: 'ada', anonymousId: 'ada-phone' }

test('a person’s page tells what they allow, what they said, and what was deleted', async ({
  page,
  server,
}) => {
  await logInAsOwner(page, server)
  await sendMessages(page, [
    { type: 'identify', ...ada, timestamp: day(1), traits: { name: 'Ada Example' } },
    { type: 'page', name: 'Lamps', ...ada, timestamp: day(1, '12:01'), context: browser },
    { type: 'track', event: 'Product Viewed', ...ada, timestamp: day(1, '12:02'), context: browser },
    {
      type: 'track',
      event: 'Consent Updated',
      ...ada,
      timestamp: day(1, '12:03'),
      properties: { analytics: true, replay: true, marketing: false },
      context: browser,
    },
    {
      type: 'track',
      event: 'Order Completed',
      userId: 'ada',
      timestamp: day(2),
      properties: { order_id: 'o-1', total: 59.8, currency: 'EUR' },
      context: { library: { name: 'analytics-node' } },
    },
  ])
  await page.goto('/people/user_id:ada')
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Consent' }) })
  await expect(card.getByRole('listitem')).toHaveText([
    /Analytics\s*allowed/,
    /Replay\s*allowed/,
    /Personalisation\s*not asked/,
    /Marketing\s*denied/,
  ])

  await sendMessages(page, [
    {
      type: 'track',
      event: 'Consent Updated',
      ...ada,
      timestamp: day(3),
      properties: { analytics: false },
      context: { consent: { categoryPreferences: { analytics: false } } },
    },
  ])
  const erased = async () => {
    const answer = await page.request.get('/api/v1/customer/user_id:ada/consent', {
      headers: { authorization: `Bearer ${credentials.apiToken}` },
    })
    return (await answer.json()).erasures.map(({ done, deleted }: { done: boolean; deleted: number }) => [
      done,
      deleted,
    ])
  }
  await expect.poll(erased).toEqual([[true, 2]])
  await page.reload()
  await expect(card.getByRole('listitem').first()).toHaveText(/Analytics\s*denied/)
  await card.getByRole('button', { name: 'Show all that was said' }).click()
  const said = card.getByRole('list', { name: 'All that was said about consent' })
  await expect(said.getByRole('listitem')).toHaveText([
    /2 events of browser and app were deleted\..*because analytics was denied/i,
    /No to Analytics\..*User id ada/i,
    /Yes to Analytics and Replay, no to Marketing\..*web \/lamps/i,
  ])
  await expect(page.getByText('Product Viewed')).toHaveCount(0)
  await expect(page.getByText('Order Completed').first()).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
})
