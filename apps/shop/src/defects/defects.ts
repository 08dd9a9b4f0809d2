import { kept } from '../shop/kept.ts'

/** What can be broken on purpose, each a thing that shops have really had. */
export const defects = [
  {
    name: 'dead-button',
    title: 'Dead button on phones',
    about: 'Below 600 px, “Add to cart” does nothing. Shows as dead and rage clicks.',
  },
  {
    name: 'slow-image',
    title: 'Slow product image',
    about: 'The picture of a product takes over four seconds. Shows as a poor Largest Contentful Paint.',
  },
  {
    name: 'failing-payment',
    title: 'Failing payment',
    about: 'The payment request answers 500. Shows as a failed request and an error.',
  },
  {
    name: 'phone-refuses',
    title: 'Phone field refuses good numbers',
    about: 'Only ten digits without a plus are let through. Shows as an error and as refills.',
  },
  {
    name: 'shift',
    title: 'Shift under the finger',
    about: 'A late banner pushes a product page down. Shows as a poor Cumulative Layout Shift.',
  },
] as const

export type Defect = (typeof defects)[number]['name']

/** Of this tab alone: nobody who opens the shop elsewhere finds it broken. */
const planted = kept<readonly Defect[]>('defects', [], () => sessionStorage)

export const isPlanted = (defect: Defect): boolean => planted.get().includes(defect)

export const plantedDefects = (): readonly Defect[] => planted.get()

export function plant(defect: Defect, on: boolean): void {
  const others = planted.get().filter((name) => name !== defect)
  planted.set(on ? [...others, defect] : others)
}

/** Obeys `?defects=dead-button,shift`; an empty list mends everything. */
export function obeyAddress(search: string): void {
  const named = new URLSearchParams(search).get('defects')
  if (named === null) return
  const names = named.split(',')
  planted.set(defects.map(({ name }) => name).filter((name) => names.includes(name)))
}
