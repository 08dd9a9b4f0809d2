import { expect, test } from 'vitest'
import { readMessage } from './read-message.ts'

const url = 'https://shop.example/a?gclid=Ab_7&x=1&fbclid=9#top'
const message = (marketing: boolean | undefined) => ({
  type: 'page',
  anonymousId: 'a1',
  properties: { url, search: '?gclid=Ab_7', note: 'gclid=kept, since it is no address' },
  context: {
    page: { url, referrer: 'https://t.co/?li_fat_id=3' },
    campaign: { name: 'spring' },
    clickIds: { gclid: 'Ab_7' },
    touch: { first: { url: 'https://shop.example/?x=1&msclkid=4', clickIds: { msclkid: '4' } } },
    consent: { categoryPreferences: marketing === undefined ? { Advertising: false } : { marketing } },
  },
})
const read = (marketing: boolean | undefined) =>
  readMessage(message(marketing), { projectId: 'p', receivedAt: 0 })

test('who denies marketing is not known again by ad networks; how they came stays', () => {
  const row = read(false)
  expect(row).toMatchObject({
    url: 'https://shop.example/a?x=1#top',
    path: '/a',
    referrer: 'https://t.co/',
    arrival: 'paid_search',
    campaign_name: 'spring',
    properties: JSON.stringify({
      url: 'https://shop.example/a?x=1#top',
      search: '',
      note: 'gclid=kept, since it is no address',
    }),
    context: JSON.stringify({
      page: { url: 'https://shop.example/a?x=1#top', referrer: 'https://t.co/' },
      campaign: { name: 'spring' },
      touch: { first: { url: 'https://shop.example/?x=1' } },
      consent: { categoryPreferences: { marketing: false } },
    }),
  })
})

test.each([true, undefined])('where marketing is %s, all is kept', (marketing) => {
  expect(read(marketing)).toMatchObject({ url, context: JSON.stringify(message(marketing).context) })
})
