import { type Judged, judgeAgain } from './judge-place.ts'
import { mergedPlace, type Place } from './places.ts'
import type { AnalysisContext, StepContext } from './step-context.ts'
import { type Tested, tested } from './tested-place.ts'

/** Coupons and requests that fail in the same way at the same place of a step are one friction, however many codes it has. */
export function mergeCodes(
  analysis: AnalysisContext,
  context: StepContext,
  found: readonly Tested[],
): Tested[] {
  const merged: Tested[] = []
  for (const one of found) {
    const at = merged.findIndex(({ judged }) => sameButCode(judged, one.judged))
    const first = merged[at]
    if (!first) {
      merged.push(one)
      continue
    }
    const place = mergedPlace(first.judged.place, one.judged.place)
    const both = judgeAgain(analysis, context, { place, cell: first.judged.cell }, [])
    if (both.kind === 'judged') merged[at] = tested({ ...both.judged, cells: first.judged.cells })
    else merged.push(one)
  }
  return merged
}

const toldByCode: ReadonlySet<string> = new Set(['coupon_denied', 'request_failed'])

const sameButCode = ({ place: a, cell }: Judged, { place: b, cell: other }: Judged): boolean =>
  toldByCode.has(a.signal) &&
  a.signal === b.signal &&
  a.path === b.path &&
  a.details !== null &&
  b.details !== null &&
  JSON.stringify(cell.group) === JSON.stringify(other.group) &&
  cell.from < other.to &&
  other.from < cell.to

/** Of the sessions that met a signal at a step, in its group, the part that its found pages must hold to be all of it. */
const NEARLY_ALL = 0.8

/**
 * A signal that harms in the same way on nearly all pages on which it is met at a step (a search field on each of them, a
 * script of all) is one friction, however many pages the site has.
 */
export function mergePages(
  analysis: AnalysisContext,
  context: StepContext,
  found: readonly Tested[],
  places: readonly Place[],
): readonly Tested[] {
  let merged = found
  for (const one of found) {
    if (!merged.includes(one)) continue
    const like = merged.filter(({ judged }) => judged === one.judged || sameButPage(judged, one.judged))
    const { place, cell } = one.judged
    if (like.length < 2) continue
    const all = like.map(({ judged }) => judged.place).reduce(mergedPlace)
    const whole = places.find(({ signal, path }) => signal === place.signal && path === null)
    if (!whole || all.met.length < NEARLY_ALL * whole.met.length) continue
    const cells = like.map(({ judged }) => judged.cell)
    const both = judgeAgain(analysis, context, { place: all, cell: { ...cell, ...spanOf(cells) } }, [])
    if (both.kind !== 'judged') continue
    const together = tested({ ...both.judged, cells: one.judged.cells })
    merged = merged.flatMap((other) => (other === one ? [together] : like.includes(other) ? [] : [other]))
  }
  return merged
}

const spanOf = (cells: readonly Judged['cell'][]) => ({
  from: Math.min(...cells.map(({ from }) => from)),
  to: Math.max(...cells.map(({ to }) => to)),
})

const sameButPage = ({ place: a, cell }: Judged, { place: b, cell: other }: Judged): boolean =>
  a.signal === b.signal &&
  a.path !== null &&
  b.path !== null &&
  a.path !== b.path &&
  a.element === b.element &&
  JSON.stringify(a.details) === JSON.stringify(b.details) &&
  JSON.stringify(cell.group) === JSON.stringify(other.group) &&
  cell.from < other.to &&
  other.from < cell.to
