import { isObject, type JsonObject, shortText } from './json.ts'

export interface Campaign {
  readonly source: string
  readonly medium: string
  readonly name: string
  /** The address carries a click id that ad networks append. */
  readonly paidClick: 'search' | 'social' | undefined
}

const LONGEST = 500
const noCampaign: Campaign = Object.freeze({ source: '', medium: '', name: '', paidClick: undefined })

/** `context.campaign`, else the `utm_` parameters of the page's address. */
export function readCampaign(context: JsonObject, url: string): Campaign {
  const paidClick = paidClickOf(url)
  const given = context.campaign
  if (isObject(given)) {
    const source = shortText(given.source, LONGEST)
    const medium = shortText(given.medium, LONGEST)
    const name = shortText(given.name, LONGEST)
    if (source || medium || name) return { source, medium, name, paidClick }
  }
  if (!url.includes('utm_')) return paidClick ? { ...noCampaign, paidClick } : noCampaign
  const parameters = new URLSearchParams(queryOf(url))
  const parameter = (name: string) => shortText(parameters.get(name)?.replaceAll('\0', '\ufffd'), LONGEST)
  return {
    source: parameter('utm_source'),
    medium: parameter('utm_medium'),
    name: parameter('utm_campaign'),
    paidClick,
  }
}

function paidClickOf(url: string): Campaign['paidClick'] {
  if (!url.includes('?')) return undefined
  if (/[?&](gclid|msclkid|gbraid|wbraid)=/.test(url)) return 'search'
  // fbclid is on unpaid links as well, so it says nothing.
  return /[?&](ttclid|twclid)=/.test(url) ? 'social' : undefined
}

function queryOf(url: string): string {
  const start = url.indexOf('?')
  if (start < 0) return ''
  const end = url.indexOf('#', start)
  return url.slice(start + 1, end < 0 ? undefined : end)
}
