export const categories = [
  {
    slug: 'lighting',
    name: 'Lighting',
    line: 'Soft light for long evenings.',
  },
  {
    slug: 'tableware',
    name: 'Tableware',
    line: 'Stoneware and glass for every day.',
  },
  {
    slug: 'textiles',
    name: 'Textiles',
    line: 'Wool and linen that get better with use.',
  },
  {
    slug: 'furniture',
    name: 'Furniture',
    line: 'Solid wood, made to be mended.',
  },
] as const

export type Category = (typeof categories)[number]
export type CategorySlug = Category['slug']

export const categoryOf = (slug: string): Category | undefined =>
  categories.find((category) => category.slug === slug)
