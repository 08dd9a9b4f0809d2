import type { StageMoment, StageRule } from '@throughline/contract/journey-mapping'
import { filterText } from '../../../ui/filter/operator-words.ts'

/** What a rule takes, in words: `Product Viewed on /products/*, first visit`. */
export function ruleText({ event, path, where = [], moment = {} }: StageRule): string {
  const what = event === undefined || event === '*' ? 'Any event' : event
  const place = path === undefined ? what : `${what} on ${path}`
  return [place, ...momentTexts(moment), ...where.map(filterText)].join(', ')
}

function momentTexts({ visit, order, signUp, firstUse }: StageMoment): string[] {
  return [
    visit === 'first' ? 'in the first visit' : visit === 'return' ? 'in a return visit' : '',
    order === 'after' ? 'after the first order' : order === 'before' ? 'until the first order' : '',
    signUp === 'after' ? 'after the sign-up' : signUp === 'before' ? 'until the sign-up' : '',
    firstUse === true ? 'in the first use' : firstUse === false ? 'not in the first use' : '',
  ].filter((text) => text !== '')
}

/** Whether a rule can be sent: it has a label and at least one condition. */
export function isCompleteRule({ touchpoint, event, path, where = [], moment = {} }: StageRule): boolean {
  const conditions = event !== undefined || path !== undefined || where.length > 0
  return touchpoint.trim() !== '' && (conditions || Object.keys(moment).length > 0)
}
