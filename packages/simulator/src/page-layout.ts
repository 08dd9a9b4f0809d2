import type { DeviceType } from './devices.ts'
import type { RandomStream } from './random.ts'

/** The window of a visitor and the page laid out in it, in px. */
interface Viewport {
  readonly width: number
  readonly height: number
}

/** Where a click landed, with the names and roundings of the browser SDK. */
export type ClickPlace = {
  /** 0 to 1 of the page's width. */
  readonly x: number
  /** px from the top of the page. */
  readonly y: number
  /** 0 to 1 within the element. */
  readonly element_x: number
  readonly element_y: number
  readonly page_width: number
  readonly page_height: number
  readonly viewport_height: number
}

/** An element on its page. `from` and `to` are thousandths of the content's width, the rest is px. */
interface Box {
  readonly from: number
  readonly to: number
  readonly top: number
  readonly height: number
  readonly pageHeight: number
  /** Several alike in a grid; the first are hit most. */
  readonly grid?: { readonly columns: number; readonly count: number; readonly gap: number }
}

interface Layout {
  readonly wide: Box
  readonly narrow: Box
}

const viewports: Readonly<Record<DeviceType, readonly Viewport[]>> = {
  desktop: [
    { width: 1440, height: 789 },
    { width: 1905, height: 953 },
    { width: 1521, height: 730 },
    { width: 1265, height: 633 },
  ],
  mobile: [
    { width: 393, height: 659 },
    { width: 412, height: 784 },
    { width: 360, height: 668 },
    { width: 390, height: 664 },
  ],
  tablet: [
    { width: 820, height: 1106 },
    { width: 1024, height: 694 },
  ],
}

const WIDEST_CONTENT = 1200
const MARGIN = 16
/** From here on a page has two columns. */
const WIDE = 768

const all = { from: 0, to: 1000 }
const form = (top: number): Layout => ({
  wide: { from: 0, to: 580, top, height: 52, pageHeight: top + 520 },
  narrow: { ...all, top: top + 110, height: 52, pageHeight: top + 830 },
})

/** By the selectors that the shop's signals name. */
const layouts: Readonly<Record<string, Layout>> = {
  'nav a': {
    wide: { ...all, top: 72, height: 44, pageHeight: 2860, grid: { columns: 8, count: 8, gap: 12 } },
    narrow: { ...all, top: 64, height: 48, pageHeight: 3940, grid: { columns: 4, count: 8, gap: 8 } },
  },
  '#hero': {
    wide: { ...all, top: 140, height: 440, pageHeight: 2860 },
    narrow: { ...all, top: 180, height: 320, pageHeight: 3940 },
  },
  '.product-tile': {
    wide: { ...all, top: 236, height: 390, pageHeight: 3060, grid: { columns: 4, count: 24, gap: 24 } },
    narrow: { ...all, top: 220, height: 296, pageHeight: 4390, grid: { columns: 2, count: 24, gap: 12 } },
  },
  '.result': {
    wide: { ...all, top: 212, height: 132, pageHeight: 2490, grid: { columns: 1, count: 12, gap: 16 } },
    narrow: { ...all, top: 196, height: 124, pageHeight: 2360, grid: { columns: 1, count: 12, gap: 12 } },
  },
  '#gallery': {
    wide: { from: 0, to: 560, top: 148, height: 620, pageHeight: 2240 },
    narrow: { ...all, top: 120, height: 388, pageHeight: 3120 },
  },
  '#add-to-cart': {
    wide: { from: 600, to: 1000, top: 486, height: 56, pageHeight: 2240 },
    narrow: { ...all, top: 742, height: 56, pageHeight: 3120 },
  },
  '#coupon': {
    wide: { from: 660, to: 1000, top: 214, height: 48, pageHeight: 1290 },
    narrow: { ...all, top: 604, height: 48, pageHeight: 1640 },
  },
  '#checkout': {
    wide: { from: 660, to: 1000, top: 448, height: 56, pageHeight: 1290 },
    narrow: { ...all, top: 866, height: 56, pageHeight: 1640 },
  },
  '#continue': form(562),
  'a.continue': form(388),
  '#map': form(260),
  '#reason': form(308),
  '#survey': form(420),
  'details.answer': {
    wide: {
      from: 0,
      to: 700,
      top: 220,
      height: 64,
      pageHeight: 1480,
      grid: { columns: 1, count: 9, gap: 12 },
    },
    narrow: { ...all, top: 190, height: 72, pageHeight: 1720, grid: { columns: 1, count: 9, gap: 12 } },
  },
}

/**
 * Where a click on an element of the shop lands: towards its middle, on the page as it is laid out in one of the windows
 * that devices of the type have. Additions, multiplications and divisions only, as in all of the simulator.
 *
 * @param window which of the device type's windows: the same number for the same device
 * @returns undefined for an element that no page of the shop has
 */
export function placeClick(
  element: string,
  device: DeviceType,
  window: number,
  random: RandomStream,
): ClickPlace | undefined {
  const layout = layouts[element]
  const windows = viewports[device]
  const viewport = windows[window % windows.length]
  if (!layout || !viewport) return undefined
  const box = viewport.width >= WIDE ? layout.wide : layout.narrow
  const { left, top, width } = cellOf(box, viewport.width, random)
  const [acrossTenThousand, downTenThousand] = [towardsMiddle(random), towardsMiddle(random)]
  const across = Math.round((width * acrossTenThousand) / 10_000)
  const down = Math.round((box.height * downTenThousand) / 10_000)
  return {
    x: Math.round(((left + across) * 10_000) / viewport.width) / 10_000,
    y: top + down,
    element_x: acrossTenThousand / 10_000,
    element_y: downTenThousand / 10_000,
    page_width: viewport.width,
    page_height: box.pageHeight,
    viewport_height: viewport.height,
  }
}

function cellOf({ from, to, top, height, grid }: Box, pageWidth: number, random: RandomStream) {
  const content = Math.min(WIDEST_CONTENT, pageWidth - 2 * MARGIN)
  const left = Math.floor((pageWidth - content) / 2 + (content * from) / 1000)
  const width = Math.floor((content * (to - from)) / 1000)
  if (!grid) return { left, top, width }
  const { columns, count, gap } = grid
  const cell = Math.min(random.integer(0, count - 1), random.integer(0, count - 1))
  const cellWidth = Math.floor((width - gap * (columns - 1)) / columns)
  return {
    left: left + (cell % columns) * (cellWidth + gap),
    top: top + Math.floor(cell / columns) * (height + gap),
    width: cellWidth,
  }
}

/** 0 to 9,999, most often about the middle. */
const towardsMiddle = (random: RandomStream): number =>
  random.integer(0, 3333) + random.integer(0, 3333) + random.integer(0, 3333)
