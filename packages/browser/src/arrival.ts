type Parameters = Readonly<Record<string, string>>

/** How somebody came to an address; each absent where the address says nothing of it. */
export interface Arrival {
  /** The `utm_` parameters, as Segment names them. */
  readonly campaign?: Parameters | undefined
  /** What ad networks append, by the name of the parameter. */
  readonly clickIds?: Parameters | undefined
}

/** gclid, dclid, fbclid, msclkid, ttclid, twclid, yclid; gbraid, wbraid; LinkedIn's and Pinterest's. */
const clickId = /(clk?id|braid|^li_fat_id|^epik)$/

/** @param search of the address, with its question mark */
export function readArrival(search: string): Arrival {
  const campaign: Record<string, string> = {}
  const clickIds: Record<string, string> = {}
  new URLSearchParams(search).forEach((value, name) => {
    const [, utm] = /^utm_(.+)/.exec(name) ?? []
    if (utm) campaign[utm === 'campaign' ? 'name' : utm] = value
    else if (clickId.test(name)) clickIds[name] = value
  })
  return { campaign: unlessEmpty(campaign), clickIds: unlessEmpty(clickIds) }
}

const unlessEmpty = (values: Parameters): Parameters | undefined =>
  Object.keys(values)[0] ? values : undefined
