import { expect, test } from 'vitest'
import { arrivalChannel } from './arrival.ts'
import { readCampaign } from './campaign.ts'
import { readPlace } from './place.ts'

const arrival = (page: object, campaign?: object, type: 'page' | 'track' = 'page') => {
  const context = { page, campaign }
  const place = readPlace(type, {}, context)
  return arrivalChannel(type, place, readCampaign(context, place.url))
}

const url = 'https://shop.example/'

test.each([
  ['https://www.google.com/', 'organic_search'],
  ['https://www.google.co.uk/', 'organic_search'],
  ['https://de.search.yahoo.com/', 'organic_search'],
  ['https://duckduckgo.com/', 'organic_search'],
  ['https://l.instagram.com/', 'social'],
  ['https://t.co/abc', 'social'],
  ['https://mail.google.com/', 'email'],
  ['android-app://com.google.android.gm/', 'email'],
  ['https://blog.example.net/post', 'referral'],
  ['https://accounts.google.com/', 'referral'],
  ['https://www.shop.example/cart', ''],
  ['https://checkout.shop.example/pay', ''],
])('from %s: %s', (referrer, expected) => {
  expect(arrival({ url, referrer })).toBe(expected)
})

test.each([
  [{ source: 'google', medium: 'cpc' }, 'paid_search'],
  [{ source: 'facebook', medium: 'cpc' }, 'paid_social'],
  [{ source: 'instagram', medium: 'paid_social' }, 'paid_social'],
  [{ source: 'newsletter', medium: 'email' }, 'email'],
  [{ source: 'newsletter' }, 'email'],
  [{ source: 'network', medium: 'display' }, 'display'],
  [{ source: 'reddit' }, 'social'],
  [{ source: 'partner', medium: 'affiliate' }, 'affiliate'],
  [{ name: 'spring' }, 'campaign'],
])('campaign %j: %s', (campaign, expected) => {
  expect(arrival({ url, referrer: 'https://www.google.com/' }, campaign)).toBe(expected)
})

test('without a campaign in the context, the address speaks', () => {
  expect(arrival({ url: `${url}?utm_source=Google&utm_medium=CPC` })).toBe('paid_search')
  expect(arrival({ url: `${url}?fbclid=abc`, referrer: 'https://l.facebook.com/' })).toBe('social')
})

test.each([
  ['gclid', 'paid_search'],
  ['gbraid', 'paid_search'],
  ['wbraid', 'paid_search'],
  ['msclkid', 'paid_search'],
  ['ttclid', 'paid_social'],
  ['twclid', 'paid_social'],
  ['anygclid', 'organic_search'],
])('an ad network’s click id alone, %s: %s', (id, expected) => {
  const referrer = 'https://www.google.com/'
  expect(arrival({ url: `${url}?${id}=abc`, referrer })).toBe(expected)
  expect(arrival({ url: `${url}?x=1&${id}=abc`, referrer })).toBe(expected)
})

test('direct is a page that says that nothing led to it', () => {
  expect(arrival({ url, referrer: '' })).toBe('direct')
  expect(arrival({ url, referrer: '' }, undefined, 'track')).toBe('')
  expect(arrival({ url })).toBe('')
})

test('campaign parameters are decoded, and nothing in them breaks a store', () => {
  const campaign = readCampaign(
    {},
    `${url}?utm_source=a%00b&utm_campaign=Fr%C3%BChling+1&utm_medium=%ED%A0%80`,
  )
  expect(campaign.source).toBe('a\ufffdb')
  expect(campaign.name).toBe('Frühling 1')
  expect(campaign.medium.isWellFormed()).toBe(true)
})
