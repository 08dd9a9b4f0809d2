import { type JourneyMapping, type StageName, stages } from '@throughline/contract/journey-mapping'

/** A label within a stage; rules with the same label make one touchpoint. */
interface Touchpoint {
  readonly stage: StageName
  readonly label: string
}

/** Channels of arrival in the order of their codes; code 0 is none or another. */
export const channelCodes = [
  '',
  'web',
  'ios',
  'android',
  'store',
  'email',
  'sms',
  'push',
  'phone',
  'chat',
  'server',
] as const

export interface Touchpoints {
  /** By number, from 1. */
  readonly all: readonly Touchpoint[]
  /** Number of each rule's touchpoint. */
  readonly ofRule: readonly number[]
}

export function touchpointsOf({ rules }: JourneyMapping): Touchpoints {
  const numbers = new Map<string, number>()
  const all: Touchpoint[] = []
  const ofRule = rules.map(({ stage, touchpoint }) => {
    const key = `${stage} ${touchpoint}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    all.push({ stage, label: touchpoint })
    numbers.set(key, all.length)
    return all.length
  })
  return { all, ofRule }
}

/** From 1. */
export const stageNumber = (stage: StageName): number => stages.indexOf(stage) + 1
