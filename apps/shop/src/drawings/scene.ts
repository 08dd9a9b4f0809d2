/** Colours of one variant of a product, from light to dark. */
export interface Tone {
  readonly light: string
  readonly main: string
  readonly dark: string
}

/** A number from 0 to 1, the next one at each call; the same row for the same seed, so that builds are equal. */
export type Chance = () => number

export function chanceFrom(seed: number): Chance {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

const GRAINS = 520

/**
 * A room with the drawing in it: wall, floor, the light of a window, and a grain. The grain is there for the eye, and
 * so that a picture weighs enough for browsers to count it as content (0.05 bits for each pixel it covers).
 *
 * @param drawing SVG on a ground of 640 × 640, the floor from 455 on
 */
export function scene(seed: number, drawing: string, wall = '#eee6da', floor = '#dccdb8'): string {
  const chance = chanceFrom(seed)
  const grain = Array.from(
    { length: GRAINS },
    () => `M${(chance() * 640).toFixed(1)} ${(chance() * 640).toFixed(1)}h.1`,
  ).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 640" width="640" height="640">
<defs>
<linearGradient id="wall" x2=".4" y2="1"><stop stop-color="${mix(wall, '#ffffff', 0.35)}"/><stop offset="1" stop-color="${wall}"/></linearGradient>
<linearGradient id="floor" y2="1" x2="0"><stop stop-color="${mix(floor, '#6b5237', 0.1)}"/><stop offset=".25" stop-color="${floor}"/></linearGradient>
<filter id="soft" x="-30%" y="-80%" width="160%" height="260%"><feGaussianBlur stdDeviation="9"/></filter>
<radialGradient id="glow"><stop stop-color="#ffe9b8" stop-opacity=".85"/><stop offset="1" stop-color="#ffe9b8" stop-opacity="0"/></radialGradient>
</defs>
<path fill="url(#wall)" d="M0 0h640v456H0z"/>
<path fill="#fff" opacity=".2" d="M40 0h120l150 456H190zM185 0h60l150 456h-60z"/>
<path fill="url(#floor)" d="M0 455h640v185H0z"/>
${drawing}
<path d="${grain}" stroke="#4a3a28" stroke-width="2.2" stroke-linecap="round" opacity=".13"/>
</svg>
`
}

/** The shadow of a thing that stands on the floor. */
export const shadow = (x: number, y: number, width: number, height = 16): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${width}" ry="${height}" fill="#3b2b18" opacity=".3" filter="url(#soft)"/>`

/** Between two colours of the form #rrggbb: 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const channel = (place: number) => {
    const [a, b] = [from, to].map((colour) => Number.parseInt(colour.slice(place, place + 2), 16))
    return Math.round((a ?? 0) + ((b ?? 0) - (a ?? 0)) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}

/** A fill that turns a flat shape into a round one: light from the left. */
export const roundFill = (id: string, { light, main, dark }: Tone): string =>
  `<linearGradient id="${id}"><stop stop-color="${mix(main, light, 0.5)}"/><stop offset=".35" stop-color="${main}"/><stop offset="1" stop-color="${dark}"/></linearGradient>`
