import { normalTail } from '@throughline/statistics/normal-distribution'
import { type Judged, strength, type Unlikely } from './judge-place.ts'
import type { Place } from './places.ts'

/** A place with the chance that so strong a loss is seen where there is none. */
export interface Tested {
  readonly judged: Judged
  readonly p: number
}

export const tested = (judged: Judged): Tested => ({
  judged,
  p: chanceOf(judged.cells, strength(judged)),
})

/** A place that is no candidate, with that chance: it counts among all that was tried. */
export interface Dismissed {
  readonly place: Place
  readonly p: number
}

export const dismissed = ({ place, cells, strength: of }: Unlikely): Dismissed => ({
  place,
  p: chanceOf(cells, of),
})

const chanceOf = (cells: number, of: number): number => Math.min(1, cells * normalTail(of))
