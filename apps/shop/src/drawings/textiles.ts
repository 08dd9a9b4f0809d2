import { mix, shadow, type Tone } from './scene.ts'

/** A folded throw of herringbone, with fringes. */
export const folded = (tone: Tone): string => {
  const bone = `<pattern id="bone" width="28" height="22" patternUnits="userSpaceOnUse"><path fill="${tone.main}" d="M0 0h28v22H0z"/><path d="M0 11L14 0l14 11M0 22l14-11 14 11" stroke="${tone.light}" stroke-width="4.5" fill="none"/></pattern>`
  const fringes = Array.from({ length: 31 }, (_, at) => {
    const x = 116 + at * 13.6
    return `M${x.toFixed(0)} 500l${((at * 7) % 5) - 2} ${32 + ((at * 5) % 9)}`
  })
  return `<defs>${bone}</defs>
<path d="M40 520h560v24H40z" fill="#a67b4e"/><path d="M40 544h560v96H40z" fill="#8a6440"/>${shadow(320, 522, 240, 10)}
<path d="M104 388q-20 0-20 26v82q0 14 20 14h432q20 0 20-14v-82q0-26-20-26z" fill="${tone.dark}"/>
<path d="M110 300q-22 0-22 26v70q0 20 22 20h420q22 0 22-20v-70q0-26-22-26z" fill="url(#bone)"/><path d="M88 380q0 36 22 36h420q22 0 22-36" fill="none" stroke="${tone.dark}" stroke-width="6" opacity=".5"/>
<path d="M104 410h432q20 0 20 20v52q0 20-20 20H104q-20 0-20-20v-52q0-20 20-20z" fill="url(#bone)"/>
<path d="M110 300h420q22 0 22 22H88q0-22 22-22z" fill="#fff" opacity=".2"/>
<path d="${fringes.join('')}" stroke="${mix(tone.main, tone.light, 0.4)}" stroke-width="6" stroke-linecap="round"/>`
}

/** A ribbed cushion on a bench. */
export const cushion = (tone: Tone): string => {
  const ribs = Array.from({ length: 15 }, (_, at) => {
    const x = 146 + at * 25
    const bend = (at - 7) * 4
    return `M${x + bend * 0.6} 178q${-bend} 150 ${-bend * 0.2} 318`
  })
  return `<path d="M30 496h580v30H30z" fill="#b58a5a"/><path d="M30 526h580v12H30z" fill="#8c653c"/><path d="M70 538h34v102H70zM536 538h34v102h-34z" fill="#7c5834"/>
${shadow(322, 500, 220, 12)}
<path d="M118 170q202-46 404 0q24 6 18 34q-26 130 0 262q6 28-22 32q-198 26-396 0q-28-4-22-32q26-132 0-262q-6-28 18-34z" fill="${tone.main}"/>
<path d="${ribs.join('')}" stroke="${tone.dark}" stroke-width="6" fill="none" opacity=".55"/><path d="${ribs.join('')}" stroke="${tone.light}" stroke-width="4" fill="none" opacity=".5" transform="translate(-8 0)"/>
<path d="M118 170q202-46 404 0q24 6 18 34q-26 130 0 262q6 28-22 32q-198 26-396 0q-28-4-22-32q26-132 0-262q-6-28 18-34z" fill="none" stroke="${tone.dark}" stroke-width="5"/>`
}

/** A runner on the floor, seen from the door. */
export const rug = (tone: Tone): string => {
  const stripes = Array.from({ length: 9 }, (_, at) => {
    const share = at / 9
    const y = 300 + 290 * share ** 1.25
    const left = 214 - 130 * share ** 1.25
    return `<path d="M${left.toFixed(0)} ${y.toFixed(0)}H${(640 - left).toFixed(0)}" stroke="${at % 3 ? tone.light : tone.dark}" stroke-width="${(5 + share * 14).toFixed(0)}" ${at % 2 ? 'stroke-dasharray="26 13"' : ''}/>`
  })
  const fringes = Array.from({ length: 34 }, (_, at) => `M${84 + at * 14.3} 590l${(at - 17) * 0.5} 30`)
  return `<path d="M0 240h640v400H0z" fill="#c9b08d"/><path d="M0 232h640v14H0z" fill="#f6f1e8"/>
<path d="M60 640L180 246M200 640l60-394M440 640l-60-394M580 640L460 246M320 640V246" stroke="#a98b63" stroke-width="3" opacity=".6"/>
<path d="M214 290h212l134 304H80z" fill="#3b2b18" opacity=".25" filter="url(#soft)"/><path d="M214 286h212l130 304H84z" fill="${tone.main}"/>
${stripes.join('')}<path d="M244 286h152l104 304H140z" fill="${tone.light}" opacity=".18"/>
<path d="${fringes.join('')}" stroke="#efe4cf" stroke-width="5" stroke-linecap="round"/>
<path d="M0 20h90v220H0z" fill="#d9c9b0"/><circle cx="74" cy="140" r="7" fill="#b08642"/>`
}

/** Two towels on their pegs. */
export const towels = (tone: Tone): string => {
  const towel = (x: number, main: string, stripe: string, long: number) => `
<path d="M${x + 6} 190q88 26 176 0l8 ${long}q-96 20-192 0z" fill="#3b2b18" opacity=".22" filter="url(#soft)"/>
<path d="M${x} 178q88 26 176 0l6 ${long}q-94 18-188 0z" fill="${main}"/>
${[0.62, 0.7, 0.74, 0.82].map((share) => `<path d="M${x - share * 5} ${178 + long * share}q94 20 ${176 + share * 10} 0" stroke="${stripe}" stroke-width="${share === 0.7 ? 5 : 11}" fill="none"/>`).join('')}
<path d="M${x + 40} 190l-6 ${long - 8}M${x + 96} 194l2 ${long - 8}M${x + 142} 188l8 ${long - 6}" stroke="#000" stroke-width="9" opacity=".06" fill="none"/>
<path d="M${x + 88} 190v-42" stroke="${stripe}" stroke-width="6"/>`
  return `<path d="M50 116h540v36H50z" fill="#b98d5c"/><path d="M50 144h540v8H50z" fill="#8f683f"/>
${towel(110, tone.light, tone.main, 330)}${towel(352, tone.main, tone.light, 290)}
<g fill="#7c5834"><circle cx="198" cy="136" r="15"/><circle cx="440" cy="136" r="15"/></g>`
}
