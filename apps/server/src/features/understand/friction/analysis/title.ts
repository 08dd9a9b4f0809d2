import type { Group } from './groups.ts'

/** What a finding is about. */
export interface TitleParts {
  readonly signal: string
  readonly step: string
  readonly path: string | null
  readonly element: string | null
  readonly group: Group
}

/**
 * A finding in a few words: what happens, where, to whom.
 *
 * @example titleOf({ signal: 'dead_clicked', step: 'Shipping', element: '#continue', … })
 * // 'Clicks on #continue do nothing at Shipping, on mobile with Safari'
 */
export function titleOf({ signal, step, path, element, group }: TitleParts): string {
  const what = whatOf(signal, element)
  const where =
    step === 'Visit' ? (path === null ? 'before a product is looked at' : `on ${path}`) : `at ${step}`
  return `${what} ${where}${whoOf(group)}`
}

function whatOf(signal: string, element: string | null): string {
  const on = element === null ? '' : ` on ${element}`
  const of = element === null ? '' : ` (${element})`
  if (signal.startsWith('event:')) return `“${signal.slice('event:'.length)}” goes with leaving`
  return (
    {
      rage_clicked: `Repeated clicks${on} lead nowhere`,
      dead_clicked: `Clicks${on} do nothing`,
      error_shown: element === null ? 'Error messages stop people' : `Errors at ${element} stop people`,
      script_failed: `A script fails${of}`,
      request_failed: element === null ? 'Requests fail' : `Requests to ${withoutHost(element)} fail`,
      form_field_refilled:
        element === null
          ? 'Form fields are filled again and again'
          : `The field “${element}” is filled again and again`,
      form_abandoned: `A form is abandoned${of}`,
      coupon_denied: element === null ? 'Coupons are refused' : `The coupon ${element} is refused`,
      search_empty: 'Search finds nothing',
      slow_lcp: 'Pages appear too slowly',
      slow_inp: 'Pages answer too slowly',
      layout_shift: 'The page shifts under the finger',
      page_returned: 'People turn straight back',
      help_sought: 'People look for help and do not come back',
      low_score: 'People answer that they are unhappy',
      step_dropped: 'Fewer people go on',
    }[signal] ?? signal
  )
}

const withoutHost = (url: string): string => url.replace(/^[a-z]+:\/\/[^/]+/i, '') || url

function whoOf({ conditions }: Group): string {
  if (conditions.length === 0) return ''
  const values = new Map<string, string>(conditions.map(({ field, value, name }) => [field, name ?? value]))
  const parts: string[] = []
  const device = values.get('device.type')
  const [browser, version] = [values.get('browser.name'), values.get('browser.version')]
  const [system, systemVersion] = [values.get('os.name'), values.get('os.version')]
  const things = [
    device && { mobile: 'phones', desktop: 'computers', tablet: 'tablets' }[device] !== undefined
      ? { mobile: 'phones', desktop: 'computers', tablet: 'tablets' }[device]
      : device,
    system && (systemVersion ? `${system} ${systemVersion}` : system),
    browser && (version ? `${browser} ${version}` : browser),
  ].filter((part) => part !== undefined && part !== '')
  if (things.length > 0) parts.push(`on ${things.join(' with ')}`)
  const country = values.get('country')
  if (country) parts.push(`in ${countryName(country)}`)
  const source = values.get('source')
  if (source) parts.push(`for who came by ${source.replaceAll('_', ' ')}`)
  const channel = values.get('channel')
  if (channel) parts.push(`in the channel ${channel}`)
  const visitor = values.get('visitor')
  if (visitor) parts.push(visitor === 'new' ? 'for new visitors' : 'for returning visitors')
  const segment = values.get('segment')
  if (segment) parts.push(`in the segment ${segment}`)
  return `, ${parts.join(', ')}`
}

const regions = new Intl.DisplayNames('en', { type: 'region' })

function countryName(code: string): string {
  try {
    return regions.of(code) ?? code
  } catch {
    return code
  }
}
