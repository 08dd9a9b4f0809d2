import { roundFill, shadow, type Tone } from './scene.ts'

/** A round stool on three legs, with a cup. */
export const stool = (tone: Tone): string => `<defs>${roundFill('wood', tone)}</defs>
${shadow(320, 580, 190, 16)}
<path d="M330 300l10 270" stroke="${tone.dark}" stroke-width="26" stroke-linecap="round"/>
<path d="M214 300l-52 272M426 300l52 272" stroke="${tone.main}" stroke-width="28" stroke-linecap="round"/>
<path d="M190 452l262 0" stroke="${tone.dark}" stroke-width="12"/>
<path d="M130 262v24c0 34 84 54 190 54s190-20 190-54v-24z" fill="${tone.dark}"/><ellipse cx="320" cy="262" rx="190" ry="52" fill="url(#wood)"/>
<path d="M170 262c40-26 110-36 180-34M190 280c70 20 170 24 240 6M240 258c50-8 120-8 170 4" stroke="${tone.dark}" stroke-width="3" fill="none" opacity=".5"/>
<path d="M284 176h84v52c0 18-84 18-84 0z" fill="#f3ede2"/><ellipse cx="326" cy="176" rx="42" ry="10" fill="#6b4a30"/><path d="M368 190c30-4 30 34-2 32" fill="none" stroke="#e2d8c8" stroke-width="9"/>`

/** A ladder shelf with what stands on one. */
export const shelf = (tone: Tone): string => {
  const boards = [150, 260, 380, 510]
    .map(
      (y, at) =>
        `<path d="M${176 - at * 16} ${y}h${288 + at * 32}v18H${176 - at * 16}z" fill="url(#wood)"/><path d="M${176 - at * 16} ${y + 18}h${288 + at * 32}v7H${176 - at * 16}z" fill="${tone.dark}"/>`,
    )
    .join('')
  return `<defs>${roundFill('wood', tone)}</defs>${shadow(320, 592, 230, 14)}
<path d="M214 60l-80 530M426 60l80 530" stroke="${tone.dark}" stroke-width="18" stroke-linecap="round"/>
<path d="M254 86h34v64h-34z" fill="#c4704f"/><path d="M292 96h26v54h-26z" fill="#e8dcc6"/><path d="M322 80h30v70h-30z" fill="#5e6f57"/><path d="M360 100l26-6 14 54-26 4z" fill="#2f3a4d"/>
<path d="M210 196h76v64h-76z" fill="#efe6d6"/><circle cx="248" cy="228" r="17" fill="#d39b3a"/><path d="M350 214h66l-8 46h-50z" fill="#c57f5c"/><path d="M383 216c-30-30-34-46-28-66 22 14 30 40 28 66zm0 0c2-40 20-52 44-56-4 30-18 50-44 56z" fill="#5f7a52"/>
<path d="M190 316h120v64H190z" fill="#d9b98a"/><path d="M190 332h120M190 348h120M190 364h120M214 316v64M250 316v64M286 316v64" stroke="#b08a56" stroke-width="4"/><ellipse cx="400" cy="366" rx="44" ry="14" fill="#e9e1d3"/><ellipse cx="400" cy="354" rx="40" ry="13" fill="#f4eee3"/><ellipse cx="400" cy="342" rx="36" ry="12" fill="#e9e1d3"/>
<path d="M180 428h54v82h-54zM240 440h40v70h-40z" fill="#6d7a4f"/><path d="M290 420h46v90h-46z" fill="#c9a05c"/><path d="M380 440c40 0 62 20 62 70h-124c0-50 22-70 62-70z" fill="#b9b2a4"/>
${boards}`
}

/** A rail of pegs with a hat and a bag. */
export const pegRail = (tone: Tone): string => `<defs>${roundFill('wood', tone)}</defs>
<path d="M46 186h560v66H46z" fill="#3b2b18" opacity=".22" filter="url(#soft)"/><path d="M40 176h560v66H40z" fill="url(#wood)"/><path d="M40 232h560v10H40z" fill="${tone.dark}"/>
<path d="M60 192c140 10 360-8 520 4M60 214c180-8 340 8 520-4" stroke="${tone.dark}" stroke-width="3" fill="none" opacity=".45"/>
<path d="M402 214c-70 60-86 130-86 150h190c0-20-16-90-86-150" fill="none" stroke="#e4d4b6" stroke-width="14"/><path d="M296 352h230l22 210q2 18-18 18H292q-20 0-18-18z" fill="#e9dcc2"/><path d="M296 352h230l4 40H292z" fill="#d8c6a2"/><path d="M340 450h142M340 470h100" stroke="#b9a27a" stroke-width="7" stroke-linecap="round"/>
<path d="M68 318c0-20 30-28 50-32 6-46 30-66 62-66s56 20 62 66c20 4 50 12 50 32 0 18-50 28-112 28S68 336 68 318z" fill="#c9a86c"/><path d="M118 286c30 14 94 14 124 0l2 18c-36 14-92 14-128 0z" fill="#6b4a30"/>
${[100, 180, 300, 412, 540].map((x) => `<circle cx="${x + 3}" cy="215" r="19" fill="${tone.dark}"/><circle cx="${x}" cy="210" r="18" fill="${tone.light}"/>`).join('')}`

/** A chair of bent wood with a seat of cane. */
export const chair = (tone: Tone): string => {
  const cane = Array.from(
    { length: 17 },
    (_, at) => `M${190 + at * 18} 350l-60 70M${130 + at * 18} 350l60 70`,
  )
  return `<defs>${roundFill('wood', tone)}<clipPath id="seat"><ellipse cx="320" cy="384" rx="138" ry="36"/></clipPath></defs>${shadow(320, 590, 190, 14)}
<path d="M212 380L196 586M428 380l16 206" stroke="${tone.dark}" stroke-width="20" stroke-linecap="round"/>
<path d="M186 384V190c0-170 268-170 268 0v194" fill="none" stroke="${tone.main}" stroke-width="22"/>
<path d="M240 384V214c0-104 160-104 160 0v170" fill="none" stroke="${tone.dark}" stroke-width="14"/>
<ellipse cx="320" cy="392" rx="172" ry="54" fill="${tone.dark}"/><ellipse cx="320" cy="384" rx="172" ry="54" fill="url(#wood)"/><ellipse cx="320" cy="384" rx="138" ry="36" fill="#ead7ae"/>
<path clip-path="url(#seat)" d="${cane.join('')}" stroke="#b79a63" stroke-width="3"/>
<path d="M176 416l-34 172M464 416l34 172" stroke="${tone.main}" stroke-width="22" stroke-linecap="round"/><ellipse cx="320" cy="484" rx="148" ry="26" fill="none" stroke="${tone.dark}" stroke-width="10"/>`
}
