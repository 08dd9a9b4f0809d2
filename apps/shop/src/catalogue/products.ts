import type { CategorySlug } from './categories.ts'
import type { ToneName } from './tones.ts'

export interface Product {
  readonly slug: string
  readonly name: string
  readonly category: CategorySlug
  readonly maker: string
  /** In euros. */
  readonly price: number
  /** The first is the one that lists show. */
  readonly tones: readonly [ToneName, ...ToneName[]]
  readonly line: string
  readonly details: readonly string[]
}

/** All that the shop sells, what sells best first in each category. */
export const products: readonly Product[] = [
  {
    slug: 'alba-pendant',
    name: 'Alba pendant',
    category: 'lighting',
    maker: 'Claro',
    price: 129,
    tones: ['clay', 'moss', 'ink'],
    line: 'A spun dome that keeps its light on the table.',
    details: [
      'Spun aluminium, powder-coated',
      '42 cm wide, 24 cm high',
      '3 m of cord, cut it to length',
      'E27, up to 60 W',
    ],
  },
  {
    slug: 'nook-lamp',
    name: 'Nook table lamp',
    category: 'lighting',
    maker: 'Bruk',
    price: 89,
    tones: ['ink', 'sand', 'rose'],
    line: 'A round ceramic foot under a linen shade.',
    details: ['Glazed stoneware, linen shade', '38 cm high', 'Dimmer on the cord', 'E14, up to 40 W'],
  },
  {
    slug: 'reed-floor-lamp',
    name: 'Reed floor lamp',
    category: 'lighting',
    maker: 'Fjell',
    price: 189,
    tones: ['sand', 'ochre'],
    line: 'Three slim legs of ash and a wide paper drum.',
    details: ['Oiled ash, rice paper', '156 cm high', 'Foot switch', 'E27, up to 60 W'],
  },
  {
    slug: 'vigil-candle-holders',
    name: 'Vigil candle holders',
    category: 'lighting',
    maker: 'Gablon',
    price: 34,
    tones: ['ochre', 'ink'],
    line: 'A low one and a tall one, turned from solid brass.',
    details: ['Solid brass, waxed', '18 and 12 cm high', 'For candles of 22 mm', 'Set of 2'],
  },
  {
    slug: 'speckled-mug',
    name: 'Speckled mug',
    category: 'tableware',
    maker: 'Ahorn',
    price: 18,
    tones: ['sand', 'moss', 'clay'],
    line: 'Big enough for the second cup, thrown by hand.',
    details: ['Stoneware, lead-free glaze', '35 cl', 'Dishwasher and microwave', 'No two are alike'],
  },
  {
    slug: 'supper-bowl',
    name: 'Supper bowl',
    category: 'tableware',
    maker: 'Ahorn',
    price: 24,
    tones: ['ink', 'sand', 'rose'],
    line: 'Deep, wide, and made for soup.',
    details: [
      'Stoneware, lead-free glaze',
      '22 cm wide, 8 cm high',
      'Dishwasher and oven to 180 °C',
      'Stacks well',
    ],
  },
  {
    slug: 'spring-carafe',
    name: 'Spring carafe',
    category: 'tableware',
    maker: 'Gablon',
    price: 39,
    tones: ['sky', 'moss'],
    line: 'Mouth-blown glass with a cork of its own.',
    details: ['Mouth-blown from recycled glass', '1.1 l', 'Wash by hand', 'With cork'],
  },
  {
    slug: 'daily-plates',
    name: 'Daily plates',
    category: 'tableware',
    maker: 'Ahorn',
    price: 48,
    tones: ['sand', 'sky', 'clay'],
    line: 'Four plates that go with everything.',
    details: ['Stoneware, lead-free glaze', '21 cm wide', 'Dishwasher and microwave', 'Set of 4'],
  },
  {
    slug: 'herringbone-throw',
    name: 'Herringbone throw',
    category: 'textiles',
    maker: 'Elva',
    price: 95,
    tones: ['ochre', 'moss', 'ink'],
    line: 'Warm, light, and woven where the sheep are.',
    details: ['New wool from Norway', '130 × 190 cm', 'Air it, seldom wash it at 30 °C', 'Short fringes'],
  },
  {
    slug: 'ribbed-cushion',
    name: 'Ribbed cushion',
    category: 'textiles',
    maker: 'Dune & Daughter',
    price: 45,
    tones: ['rose', 'moss', 'ink'],
    line: 'Broad ribs of cotton around a feather filling.',
    details: ['Cotton corduroy, feather filling', '50 × 50 cm', 'Cover washes at 40 °C', 'Hidden zip'],
  },
  {
    slug: 'hall-runner',
    name: 'Hall runner',
    category: 'textiles',
    maker: 'Dune & Daughter',
    price: 149,
    tones: ['clay', 'ink'],
    line: 'A flat-woven path from the door to the kitchen.',
    details: [
      'Wool on a cotton warp',
      '70 × 240 cm',
      'Both sides can be used',
      'Add a mat below on smooth floors',
    ],
  },
  {
    slug: 'linen-towels',
    name: 'Linen tea towels',
    category: 'textiles',
    maker: 'Elva',
    price: 22,
    tones: ['sky', 'clay'],
    line: 'They dry glasses without a trace, and themselves in an hour.',
    details: ['Washed European linen', '50 × 70 cm', 'Wash at 60 °C', 'Set of 2'],
  },
  {
    slug: 'three-leg-stool',
    name: 'Three-leg stool',
    category: 'furniture',
    maker: 'Hearthside workshop',
    price: 119,
    tones: ['oak', 'walnut'],
    line: 'Never wobbles: three legs can’t.',
    details: ['Solid wood, hard-wax oil', '45 cm high, 36 cm wide', 'Carries 140 kg', 'Assembled'],
  },
  {
    slug: 'ladder-shelf',
    name: 'Ladder shelf',
    category: 'furniture',
    maker: 'Hearthside workshop',
    price: 239,
    tones: ['oak', 'walnut'],
    line: 'Leans on the wall and holds a small library.',
    details: ['Solid wood, hard-wax oil', '180 × 82 × 34 cm', 'Four boards', 'Comes flat, with one screw'],
  },
  {
    slug: 'peg-rail',
    name: 'Peg rail',
    category: 'furniture',
    maker: 'Hearthside workshop',
    price: 59,
    tones: ['walnut', 'oak'],
    line: 'Five pegs for coats, bags and hats.',
    details: ['Solid wood, hard-wax oil', '90 cm long', 'With screws and plugs', 'Each peg carries 8 kg'],
  },
  {
    slug: 'cane-chair',
    name: 'Cane chair',
    category: 'furniture',
    maker: 'Fjell',
    price: 279,
    tones: ['walnut', 'oak'],
    line: 'Bent beech and woven cane, light enough for one hand.',
    details: ['Steam-bent beech, cane', 'Seat 46 cm high', '3.4 kg', 'Seats can be woven anew'],
  },
]

export const productOf = (slug: string): Product | undefined =>
  products.find((product) => product.slug === slug)

export const inCategory = (slug: CategorySlug): readonly Product[] =>
  products.filter(({ category }) => category === slug)

/** @param tone one that the product comes in; else its first */
export const imageOf = (product: Product, tone: ToneName = product.tones[0]): string =>
  `/shop/images/${product.slug}-${product.tones.includes(tone) ? tone : product.tones[0]}.svg`
