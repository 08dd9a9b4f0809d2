import type { MessageType } from '@throughline/contract/collection'
import type { Campaign } from './campaign.ts'
import { hostOf, type Place } from './place.ts'

/**
 * How the visitor came to the page of this event: paid_search, organic_search, paid_social, social, email, sms, push,
 * display, affiliate, referral, direct, or `campaign` where one is named that says nothing of these.
 *
 * A campaign speaks first, then the referrer. Empty inside a visit (the referrer is the site itself) and where nothing is
 * known. `direct` is a page that says that nothing led to it; events on it stay empty, as each of them would repeat it.
 */
export function arrivalChannel(type: MessageType, place: Place, campaign: Campaign): string {
  const { source, medium, name, paidClick } = campaign
  if (source || medium || name) return byCampaign(source.toLowerCase(), medium.toLowerCase(), paidClick)
  if (paidClick) return `paid_${paidClick}`
  if (place.referrer) return byReferrer(place)
  return type === 'page' && place.withoutReferrer ? 'direct' : ''
}

const mediums: readonly (readonly [RegExp, string])[] = [
  [/^(e-?mail|newsletter)$/, 'email'],
  [/^(sms|text)$/, 'sms'],
  [/push/, 'push'],
  [/affiliate/, 'affiliate'],
  [/^(display|banner|cpm|programmatic|interstitial|video)$/, 'display'],
  [/^paid[_ -]?social$/, 'paid_social'],
  [/^paid[_ -]?search$/, 'paid_search'],
  [/^(social|social-network|social-media|social_media|sm)$/, 'social'],
  [/^organic([_ -]search)?$/, 'organic_search'],
  [/^(referral|link|partner)$/, 'referral'],
]

const paidMedium = /^(cpc|ppc|cpa|cpv|paid.*|retargeting|sem)$/

function byCampaign(source: string, medium: string, paidClick: Campaign['paidClick']): string {
  for (const [pattern, channel] of mediums) if (pattern.test(medium)) return channel
  if (paidMedium.test(medium)) return isSocial(source) ? 'paid_social' : 'paid_search'
  if (paidClick) return `paid_${paidClick}`
  if (medium === '') {
    if (/^(newsletter|e-?mail)$/.test(source)) return 'email'
    if (isSocial(source)) return 'social'
  }
  return 'campaign'
}

function byReferrer({ referrer, url }: Place): string {
  const from = hostOf(referrer)
  if (from === '') return ''
  const here = hostOf(url)
  if (here !== '' && (from === here || from.endsWith(`.${here}`) || here.endsWith(`.${from}`))) return ''
  if (isMail(from)) return 'email'
  if (isSearch(from)) return 'organic_search'
  return isSocial(from) ? 'social' : 'referral'
}

const isMail = (host: string): boolean => /^(e?mail|webmail|outlook)\.|^com\.google\.android\.gm$/.test(host)

/** Not every host of a search engine searches: accounts.google.com and pay.google.com send people back to where they were. */
const searchEngine =
  /^((search|m|cn|lite|html|[a-z]{2})\.)*(google|bing|duckduckgo|yahoo|ecosia|baidu|yandex|ya|qwant|startpage|naver|seznam|sogou|brave|kagi|swisscows)(\.[a-z]{2,4}){1,2}$/

const isSearch = (host: string): boolean => searchEngine.test(host)

const socialNetworks = new Set(
  'facebook instagram tiktok pinterest twitter linkedin youtube reddit snapchat threads mastodon bluesky whatsapp telegram weibo quora tumblr discord'.split(
    ' ',
  ),
)
const shortNames = new Set(
  'fb ig x x.com t.co fb.me ig.me lnkd.in youtu.be wa.me t.me vk.com bsky.app redd.it pin.it'.split(' '),
)

/** A network's name as campaigns give it (`facebook`), or its host (`l.facebook.com`, `t.co`). */
function isSocial(nameOrHost: string): boolean {
  if (shortNames.has(nameOrHost)) return true
  const labels = nameOrHost.split('.')
  return socialNetworks.has(labels.length === 1 ? nameOrHost : (labels.at(-2) ?? ''))
}
