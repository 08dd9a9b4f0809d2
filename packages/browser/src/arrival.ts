import type { Properties } from './host.ts'
import { attempt } from './safely.ts'

/** How somebody came to an address. */
export interface Arrival {
  /** The `utm_` parameters as Segment names them; absent without any. */
  readonly campaign?: Properties | undefined
  /** What ad networks append, by the name of the parameter; absent without any. */
  readonly clickIds?: Properties | undefined
}

/** Parameters by which ad networks know a click again: gclid, fbclid, msclkid, ttclid, twclid, yclid … */
const clickId = /clk?id$|^(gbraid|wbraid|li_fat_id|epik|rdt_cid|sccid)$/i

/** @param search of the address, with its question mark */
export function readArrival(search: string): Arrival {
  const campaign: Record<string, string> = {}
  const clickIds: Record<string, string> = {}
  attempt(() => {
    new URLSearchParams(search).forEach((value, name) => {
      if (!value) return
      if (name.startsWith('utm_')) campaign[name === 'utm_campaign' ? 'name' : name.slice(4)] = value
      else if (clickId.test(name)) clickIds[name] = value
    })
  })
  return { campaign: unlessEmpty(campaign), clickIds: unlessEmpty(clickIds) }
}

const unlessEmpty = (values: Properties): Properties | undefined =>
  Object.keys(values).length > 0 ? values : undefined
