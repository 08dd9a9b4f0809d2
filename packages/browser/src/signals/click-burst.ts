/** Clicks further apart than this do not belong together. */
export const TOGETHER_MS = 1000
const TOGETHER_PX = 30
const RAGE_CLICKS = 3
/** A pointer that moved further than this between press and click dragged something. */
const DRAGGED_PX = 10

/** Where and when a click was, on the clock of events. */
export interface ClickPoint {
  readonly at: number
  readonly x: number
  readonly y: number
}

/** Whether a click continues what the clicks before it began: at the same place, without a pause. */
export function belongsTo(burst: readonly ClickPoint[], click: ClickPoint): boolean {
  const first = burst[0]
  const last = burst.at(-1)
  return Boolean(first && last && click.at - last.at <= TOGETHER_MS && distance(first, click) <= TOGETHER_PX)
}

/** Whether some three of the clicks came within a second. */
export const isRapid = (burst: readonly ClickPoint[]): boolean =>
  burst.some((click, index) => {
    const third = burst[index + RAGE_CLICKS - 1]
    return third !== undefined && third.at - click.at <= TOGETHER_MS
  })

export const isDrag = (press: ClickPoint, click: ClickPoint): boolean => distance(press, click) > DRAGGED_PX

const distance = (a: ClickPoint, b: ClickPoint): number => Math.hypot(a.x - b.x, a.y - b.y)
