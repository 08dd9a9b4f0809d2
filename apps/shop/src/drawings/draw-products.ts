import { products } from '../catalogue/products.ts'
import { type ToneName, tones } from '../catalogue/tones.ts'
import { chair, pegRail, shelf, stool } from './furniture.ts'
import { candleHolders, floorLamp, pendant, tableLamp } from './lighting.ts'
import { scene, type Tone } from './scene.ts'
import { bowl, carafe, mug, plates } from './tableware.ts'
import { cushion, folded, rug, towels } from './textiles.ts'

interface Drawing {
  readonly draw: (tone: Tone) => string
  readonly wall: string
  readonly floor: string
}

const warm = { wall: '#eee4d4', floor: '#dac7ab' }
const green = { wall: '#dfe3d6', floor: '#cdbfa5' }
const cool = { wall: '#dde4e6', floor: '#cfc4b2' }
const blush = { wall: '#efdfd6', floor: '#d8c2ab' }

const drawings: Readonly<Record<string, Drawing>> = {
  'alba-pendant': { draw: pendant, ...green },
  'nook-lamp': { draw: tableLamp, ...blush },
  'reed-floor-lamp': { draw: floorLamp, ...warm },
  'vigil-candle-holders': { draw: candleHolders, ...cool },
  'speckled-mug': { draw: mug, ...green },
  'supper-bowl': { draw: bowl, ...warm },
  'spring-carafe': { draw: carafe, ...blush },
  'daily-plates': { draw: plates, ...cool },
  'herringbone-throw': { draw: folded, ...cool },
  'ribbed-cushion': { draw: cushion, ...warm },
  'hall-runner': { draw: rug, ...warm },
  'linen-towels': { draw: towels, ...blush },
  'three-leg-stool': { draw: stool, ...green },
  'ladder-shelf': { draw: shelf, ...blush },
  'peg-rail': { draw: pegRail, ...cool },
  'cane-chair': { draw: chair, ...green },
}

/** Every picture of the shop by the name of its file: each product in each of its colours. Made at build time. */
export function drawProducts(): ReadonlyMap<string, string> {
  const pictures = products.flatMap(({ slug, tones: names }, place) =>
    names.map((name): [string, string] => [`${slug}-${name}.svg`, pictureOf(slug, name, place + 1)]),
  )
  return new Map(pictures)
}

function pictureOf(slug: string, tone: ToneName, seed: number): string {
  const drawing = drawings[slug]
  if (!drawing) throw new Error(`The product "${slug}" has no drawing in drawings/draw-products.ts.`)
  return scene(seed, drawing.draw(tones[tone]), drawing.wall, drawing.floor)
}
