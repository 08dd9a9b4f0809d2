import type { NotYet } from '@throughline/statistics/experiment-arm'

/** Why there is no number, in words. */
export function reasonOf({ reason, has, needs, arm }: NotYet): string {
  const where = arm === 'control' ? ' in the control' : arm === 'variation' ? ' in the variation' : ''
  switch (reason) {
    case 'emptyArm':
      return `Nobody counts${where} yet.`
    case 'tooFew':
      return has !== undefined && needs !== undefined
        ? `Too few${where} so far: ${has}, and ${needs} are needed.`
        : `Too few${where} so far to tell anything.`
    case 'noVariance':
      return `${where === '' ? 'Within each arm all' : 'All'} did the same${where}, so nothing tells a difference from chance.`
    case 'oneUnit':
      return `Nearly all of it came from one${where}: it would decide alone. Cap the metric, or wait.`
    case 'noBaseline':
      return 'There is nothing yet that it could be divided by.'
    case 'impossible':
      return 'The numbers contradict each other, so nothing is shown.'
  }
}

/** As it stands inside a sentence. */
export const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
