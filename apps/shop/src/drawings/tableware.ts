import { chanceFrom, mix, roundFill, shadow, type Tone } from './scene.ts'

/** Specks of the glaze within an ellipse. */
function specks(seed: number, x: number, y: number, width: number, height: number, count = 90): string {
  const chance = chanceFrom(seed)
  const dots = Array.from({ length: count }, () => {
    const [angle, reach] = [chance() * Math.PI * 2, Math.sqrt(chance())]
    return `M${(x + Math.cos(angle) * reach * width).toFixed(1)} ${(y + Math.sin(angle) * reach * height).toFixed(1)}h.1`
  })
  return `<path d="${dots.join('')}" stroke="#4a3420" stroke-width="4" stroke-linecap="round" opacity=".45"/>`
}

/** A mug of coffee on a saucer of wood. */
export const mug = (tone: Tone): string => `<defs>${roundFill('glaze', tone)}</defs>
${shadow(330, 530, 190, 16)}<ellipse cx="318" cy="520" rx="178" ry="26" fill="#a87c4f"/><ellipse cx="318" cy="512" rx="178" ry="26" fill="#c39663"/>
<path d="M430 292c92-22 124 116 6 150" fill="none" stroke="${tone.dark}" stroke-width="30" stroke-linecap="round"/>
<path d="M190 240h252v190c0 58-40 84-126 84s-126-26-126-84z" fill="url(#glaze)"/>
${specks(7, 316, 385, 112, 106)}
<path d="M190 240h252v34c-60 22-190 22-252 0z" fill="${mix(tone.light, '#ffffff', 0.55)}" opacity=".85"/>
<ellipse cx="316" cy="240" rx="126" ry="30" fill="${mix(tone.light, '#ffffff', 0.5)}"/><ellipse cx="316" cy="245" rx="110" ry="23" fill="#5a3820"/><ellipse cx="300" cy="243" rx="70" ry="12" fill="#7b5233" opacity=".7"/>
<path d="M272 190c-26-34 22-46-4-86M330 180c-28-38 26-52-2-98" fill="none" stroke="#fff" stroke-width="10" stroke-linecap="round" opacity=".5"/>`

/** A bowl of soup with a spoon beside it. */
export const bowl = (tone: Tone): string => `<defs>${roundFill('glaze', tone)}</defs>
${shadow(320, 520, 210, 18)}<path d="M242 490h156l-14 30H256z" fill="${tone.dark}"/>
<path d="M92 320h456c0 110-92 180-228 180S92 430 92 320z" fill="url(#glaze)"/>
${specks(11, 320, 410, 180, 66, 110)}
<ellipse cx="320" cy="320" rx="228" ry="58" fill="${mix(tone.light, '#ffffff', 0.5)}"/><ellipse cx="320" cy="328" rx="202" ry="45" fill="#d98a3d"/>
<path d="M190 328c40-26 90 10 130-6s80-20 120 4" stroke="#f6d9a8" stroke-width="9" fill="none" stroke-linecap="round"/>
<g fill="#5f7a45"><ellipse cx="262" cy="316" rx="17" ry="8" transform="rotate(-20 262 316)"/><ellipse cx="362" cy="340" rx="18" ry="8" transform="rotate(25 362 340)"/><ellipse cx="322" cy="306" rx="13" ry="6"/></g>
<path d="M566 340l44 206" stroke="#b7b2a8" stroke-width="12" stroke-linecap="round"/><ellipse cx="560" cy="318" rx="20" ry="36" fill="#c9c4ba" transform="rotate(-12 560 318)"/>`

/** A carafe of water and a glass. */
export const carafe = (tone: Tone): string => `${shadow(270, 532, 120, 13)}${shadow(472, 532, 74, 10)}
<path d="M232 130h76v96c0 46 82 84 82 196 0 82-40 108-120 108s-120-26-120-108c0-112 82-150 82-196z" fill="${tone.light}" opacity=".5" stroke="${tone.dark}" stroke-opacity=".5" stroke-width="5"/>
<path d="M160 370h220c6 20 8 36 8 54 0 76-38 100-118 100s-118-24-118-100c0-18 2-34 8-54z" fill="${tone.main}" opacity=".55"/><ellipse cx="270" cy="370" rx="110" ry="15" fill="${tone.light}" opacity=".8"/>
<path d="M236 84h68l-4 58h-60z" fill="#c59a68"/><path d="M236 84h68v14h-68z" fill="#dcb98c"/>
<path d="M192 330c-14 50-18 90-8 136" stroke="#fff" stroke-width="13" stroke-linecap="round" fill="none" opacity=".75"/>
<g transform="translate(300 440)"><circle r="34" fill="#f3c84b"/><circle r="26" fill="#fbe7a0"/><path d="M0-26V26M-22-13L22 13M-22 13L22-13" stroke="#f3c84b" stroke-width="4"/></g>
<path d="M412 384h120l-14 146h-92z" fill="${tone.light}" opacity=".55" stroke="${tone.dark}" stroke-opacity=".45" stroke-width="4"/><path d="M419 440h106l-9 84h-88z" fill="${tone.main}" opacity=".5"/><path d="M434 402l8 104" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity=".7"/>`

/** A stack of plates, one of them upright against the wall. */
export const plates = (tone: Tone): string => {
  const stack = [0, 1, 2].map((place) => {
    const y = 520 - place * 26
    return `<path d="M250 ${y - 8}c0 34 330 34 330 0l-30 24c-60 18-210 18-270 0z" fill="${mix(tone.dark, '#000000', 0.08)}"/><ellipse cx="415" cy="${y - 10}" rx="168" ry="26" fill="url(#glaze)"/><ellipse cx="415" cy="${y - 11}" rx="150" ry="20" fill="${mix(tone.light, '#ffffff', 0.3)}"/>`
  })
  return `<defs>${roundFill('glaze', tone)}</defs>
${shadow(230, 524, 190, 14)}<circle cx="226" cy="330" r="196" fill="${tone.dark}"/><circle cx="220" cy="328" r="194" fill="url(#glaze)"/>
<circle cx="220" cy="328" r="138" fill="${mix(tone.light, '#ffffff', 0.35)}"/><circle cx="220" cy="328" r="138" fill="none" stroke="${tone.dark}" stroke-width="3" opacity=".35"/>
${specks(23, 220, 328, 186, 186, 130)}
${shadow(415, 544, 180, 13)}${stack.join('')}${specks(31, 415, 457, 140, 15, 40)}`
}
