import { deriveKey, type Key, RandomStream } from './random.ts'

export interface Category {
  readonly slug: string
  readonly name: string
  readonly things: readonly string[]
  readonly medianCents: number
  readonly popularity: number
}

export interface Product {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly brand: string
  readonly category: Category
  readonly path: string
  readonly euroCents: number
  readonly popularity: number
}

const PRODUCTS_A_CATEGORY = 18
const PRICE_SPREAD = 0.42

const categories: readonly Category[] = [
  category('bedding', 'Bedding', 'duvet cover|pillowcase|fitted sheet|quilt', 6900, 16),
  category('kitchen', 'Kitchen', 'chopping board|saucepan|knife|mixing bowl', 4900, 20),
  category('tableware', 'Tableware', 'mug|dinner plate|carafe|bowl', 3400, 18),
  category('lighting', 'Lighting', 'desk lamp|pendant|floor lamp|candle holder', 8400, 10),
  category('bath', 'Bath', 'towel|bath mat|soap dish|robe', 4200, 14),
  category('textiles', 'Throws and cushions', 'throw|cushion|rug|curtain', 5900, 12),
  category('storage', 'Storage', 'basket|shelf|box|coat rack', 5200, 6),
  category('gifts', 'Gifts', 'candle|notebook|tea set|vase', 2900, 9),
]

const makers = ['Ahorn', 'Bruk', 'Claro', 'Dune & Daughter', 'Elva', 'Fjell', 'Gablon', 'Hearthside']
const looks = [
  'linen',
  'oak',
  'stoneware',
  'brass',
  'wool',
  'glass',
  'terracotta',
  'cotton',
  'walnut',
  'enamel',
]
const shades = ['sand', 'moss', 'ink', 'clay', 'snow', 'ochre', 'slate', 'rose']

/** What the shop sells. The seed sets names, prices and how often each is wanted. */
export class Catalogue {
  readonly categories = categories
  readonly products: readonly Product[]
  readonly #byCategory: ReadonlyMap<string, readonly Product[]>

  constructor(shop: Key) {
    this.products = categories.flatMap((kind, place) => {
      return productsOf(kind, new RandomStream(deriveKey(shop, 'catalogue', place)))
    })
    this.#byCategory = Map.groupBy(this.products, (product) => product.category.slug)
  }

  drawCategory(random: RandomStream): Category {
    return random.weighted(this.categories, (kind) => kind.popularity)
  }

  /** A product of a category, the popular ones more often. */
  drawProduct(kind: Category, random: RandomStream): Product {
    return random.weighted(this.inCategory(kind), (product) => product.popularity)
  }

  inCategory(kind: Category): readonly Product[] {
    return this.#byCategory.get(kind.slug) ?? []
  }
}

function productsOf(kind: Category, random: RandomStream): readonly Product[] {
  return Array.from({ length: PRODUCTS_A_CATEGORY }, (_, place) => {
    const thing = kind.things[place % kind.things.length] ?? kind.name
    const look = random.pick(looks)
    const shade = random.pick(shades)
    const name = `${capital(look)} ${thing}, ${shade}`
    const sku = `${kind.slug.slice(0, 3).toUpperCase()}-${String(place + 1).padStart(3, '0')}`
    return {
      id: `p-${kind.slug}-${place + 1}`,
      sku,
      name,
      brand: random.pick(makers),
      category: kind,
      path: `/p/${look}-${thing.replaceAll(' ', '-')}-${shade}-${sku.toLowerCase()}`,
      euroCents: shelfPrice(random.logNormal(kind.medianCents, PRICE_SPREAD)),
      popularity: 1 / (1 + place * 0.35),
    }
  })
}

/** As shops price: whole euros less ten cents. */
function shelfPrice(cents: number): number {
  return Math.max(490, Math.floor(cents / 100) * 100 + 90)
}

function category(
  slug: string,
  name: string,
  things: string,
  medianCents: number,
  popularity: number,
): Category {
  return { slug, name, things: things.split('|'), medianCents, popularity }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
