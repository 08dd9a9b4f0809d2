import type { Campaign } from './campaigns.ts'
import type { RandomStream } from './random.ts'
import type { CampaignContext } from './segment-message.ts'

export type Channel =
  | 'direct'
  | 'organic_search'
  | 'paid_search'
  | 'email'
  | 'referral'
  | 'social'
  | 'display'

/** How somebody came in: what the first page of a visit shows of it. */
export interface Arrival {
  readonly channel: Channel
  readonly referrer: string
  readonly campaign: CampaignContext | undefined
  readonly landing: 'home' | 'list' | 'product'
}

/** A time in which others come than usually do: a television spot, a post that many share. */
export interface Rush {
  readonly from: number
  readonly to: number
  /** How many times as many people come for the first time. */
  readonly lift: number
  /** Factors on the channels by which people come. */
  readonly channels: Readonly<Partial<Record<Channel, number>>>
}

interface ChannelShare {
  readonly channel: Channel
  readonly whenNew: number
  readonly whenReturning: number
  /** Factor while a campaign runs. */
  readonly inCampaign: number
}

const shares: readonly ChannelShare[] = [
  { channel: 'direct', whenNew: 18, whenReturning: 38, inCampaign: 1 },
  { channel: 'organic_search', whenNew: 32, whenReturning: 22, inCampaign: 1 },
  { channel: 'paid_search', whenNew: 19, whenReturning: 10, inCampaign: 1.4 },
  { channel: 'email', whenNew: 2, whenReturning: 17, inCampaign: 2.2 },
  { channel: 'referral', whenNew: 7, whenReturning: 4, inCampaign: 1 },
  { channel: 'social', whenNew: 15, whenReturning: 6, inCampaign: 1.5 },
  { channel: 'display', whenNew: 7, whenReturning: 3, inCampaign: 1.6 },
]

const searchEngines = [
  { referrer: 'https://www.google.com/', weight: 90 },
  { referrer: 'https://www.bing.com/', weight: 6 },
  { referrer: 'https://duckduckgo.com/', weight: 4 },
]

const socialNetworks = [
  { referrer: 'https://l.instagram.com/', source: 'instagram', weight: 45 },
  { referrer: 'https://m.facebook.com/', source: 'facebook', weight: 30 },
  { referrer: 'https://www.pinterest.com/', source: 'pinterest', weight: 15 },
  { referrer: 'https://www.tiktok.com/', source: 'tiktok', weight: 10 },
]

const referringSites = [
  'https://reviews.example.org/best-picks',
  'https://blog.example.net/slow-living',
  'https://deals.example.com/today',
]

const landingShares: Readonly<Record<Channel, readonly [home: number, list: number]>> = {
  direct: [0.75, 0.95],
  organic_search: [0.2, 0.55],
  paid_search: [0.05, 0.5],
  email: [0.15, 0.75],
  referral: [0.3, 0.5],
  social: [0.2, 0.5],
  display: [0.25, 0.75],
}

/** The channel of one visit, given whether the person was here before and what campaign runs. */
export function drawArrival(
  random: RandomStream,
  returning: boolean,
  running: Campaign | undefined,
  rush?: Rush,
): Arrival {
  const { channel } = random.weighted(shares, (share) => {
    const usual = (returning ? share.whenReturning : share.whenNew) * (running ? share.inCampaign : 1)
    return usual * (rush?.channels[share.channel] ?? 1)
  })
  const [home, list] = landingShares[channel]
  const place = random.next()
  const landing = place < home ? 'home' : place < list ? 'list' : 'product'
  return { channel, landing, ...originOf(channel, random, running) }
}

function originOf(
  channel: Channel,
  random: RandomStream,
  running: Campaign | undefined,
): Pick<Arrival, 'referrer' | 'campaign'> {
  const name = running?.name ?? 'always-on'
  switch (channel) {
    case 'direct':
      return { referrer: '', campaign: undefined }
    case 'organic_search':
      return {
        referrer: random.weighted(searchEngines, (engine) => engine.weight).referrer,
        campaign: undefined,
      }
    case 'paid_search': {
      const term = random.pick(['linen bedding', 'ceramic mugs', 'desk lamp', 'gift ideas', 'wool throw'])
      return {
        referrer: 'https://www.google.com/',
        campaign: { name, source: 'google', medium: 'cpc', term },
      }
    }
    case 'email': {
      const content = random.pick(['hero', 'footer', 'product-tile'])
      return { referrer: '', campaign: { name, source: 'newsletter', medium: 'email', content } }
    }
    case 'referral':
      return { referrer: random.pick(referringSites), campaign: undefined }
    case 'social': {
      const { referrer, source } = random.weighted(socialNetworks, (network) => network.weight)
      const paid = random.chance(0.6)
      return { referrer, campaign: paid ? { name, source, medium: 'paid_social' } : undefined }
    }
    case 'display':
      return {
        referrer: 'https://ads.example.net/',
        campaign: {
          name,
          source: 'display-network',
          medium: 'display',
          content: random.pick(['square', 'wide']),
        },
      }
  }
}
