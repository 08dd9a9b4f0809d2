import { mix, roundFill, shadow, type Tone } from './scene.ts'

const brass: Tone = { light: '#ecd08f', main: '#c89a4b', dark: '#94682b' }

/** A dome above a table. */
export const pendant = (
  tone: Tone,
): string => `<defs>${roundFill('shade', tone)}${roundFill('brass', brass)}</defs>
<path d="M320 0v150" stroke="#3a342d" stroke-width="4"/>
<ellipse cx="320" cy="380" rx="270" ry="150" fill="url(#glow)"/>
<path d="M306 128h28l4 34h-36z" fill="url(#brass)"/>
<path d="M168 312C168 206 236 158 320 158s152 48 152 154z" fill="url(#shade)"/>
<ellipse cx="320" cy="312" rx="152" ry="24" fill="${mix(tone.light, '#fff3d2', 0.7)}"/>
<ellipse cx="320" cy="316" rx="40" ry="11" fill="#fffbea"/>
<path d="M70 500h500l40 34H30z" fill="#b98d5c"/><path d="M30 534h580v22H30z" fill="#966d41"/>
${shadow(322, 506, 92, 8)}<path d="M240 452h160c0 36-36 52-80 52s-80-16-80-52z" fill="#f4efe6"/>
<ellipse cx="320" cy="452" rx="80" ry="13" fill="#e0d6c6"/>
<circle cx="296" cy="444" r="21" fill="#e8b23f"/><circle cx="334" cy="440" r="23" fill="#efc050"/>`

/** A ceramic foot, a linen shade, two books. */
export const tableLamp = (tone: Tone): string => `<defs>${roundFill('foot', tone)}</defs>
<ellipse cx="320" cy="290" rx="260" ry="190" fill="url(#glow)"/>
<path d="M60 470h520v22H60z" fill="#a67b4e"/><path d="M60 492h520v148H60z" fill="#8a6440"/>
${shadow(322, 472, 150, 9)}
<path d="M308 290h24v60h-24z" fill="#b98b45"/>
<path d="M320 330c66 0 98 40 98 78s-34 64-98 64-98-26-98-64 32-78 98-78z" fill="url(#foot)"/>
<path d="M240 392c8-26 30-42 54-46" stroke="${tone.light}" stroke-width="9" stroke-linecap="round" fill="none" opacity=".6"/>
<path d="M238 130h164l56 170H182z" fill="#fbf1d9"/><path d="M402 130l56 170h-70L356 130z" fill="#eadbb8" opacity=".7"/>
<path d="M182 300h276" stroke="#d8c294" stroke-width="4"/>
<path d="M448 448h110v22H448z" fill="#5e6f57"/><path d="M456 428h92v20h-92z" fill="#c9a05c"/><path d="M460 434h84" stroke="#fff" stroke-width="2" opacity=".6"/>`

/** Three legs and a drum, beside a plant. */
export const floorLamp = (tone: Tone): string => `<defs>${roundFill('shade', tone)}</defs>
<ellipse cx="300" cy="170" rx="240" ry="170" fill="url(#glow)"/>
${shadow(300, 566, 130, 12)}
<path d="M300 220l-92 346M300 220l92 346M300 220v330" stroke="#8b6439" stroke-width="11" stroke-linecap="round"/>
<path d="M256 400h88" stroke="#8b6439" stroke-width="6"/>
<path d="M196 92h208l22 148H174z" fill="url(#shade)"/><ellipse cx="300" cy="240" rx="126" ry="15" fill="#fff0cb"/>
<ellipse cx="300" cy="92" rx="104" ry="11" fill="${tone.dark}"/>
${shadow(510, 568, 62, 9)}<path d="M458 478h104l-14 90h-76z" fill="#c57f5c"/><path d="M452 464h116v22H452z" fill="#d18f6c"/>
<path d="M510 466c-8-70-58-86-70-130 48 14 70 60 70 130zm0 0c-6-90 12-130 44-160 12 60-8 120-44 160zm0 0c10-50 46-70 82-74-12 44-44 68-82 74z" fill="#5f7a52"/>`

/** Two candle holders, lit. */
export const candleHolders = (
  tone: Tone,
): string => `<defs>${roundFill('metal', tone)}${roundFill('wax', { light: '#ffffff', main: '#f6efe0', dark: '#d9ccb4' })}</defs>
<ellipse cx="240" cy="170" rx="150" ry="130" fill="url(#glow)"/><ellipse cx="412" cy="240" rx="150" ry="130" fill="url(#glow)"/>
${[
  [240, 0],
  [412, 78],
]
  .map(
    ([
      x = 0,
      y = 0,
    ]) => `${shadow(x, 524, 84, 11)}<path d="M${x - 15} ${190 + y}h30v${170 - y / 2}h-30z" fill="url(#wax)"/>
<path d="M${x} ${190 + y}v-16" stroke="#3a3128" stroke-width="3"/><path d="M${x} ${120 + y}c18 26 18 40 0 58-18-18-18-32 0-58z" fill="#f7b733"/><path d="M${x} ${144 + y}c9 14 9 22 0 32-9-10-9-18 0-32z" fill="#fff6d6"/>
<path d="M${x - 26} ${350 + y / 2}h52l-6 34h-40z" fill="url(#metal)"/><path d="M${x - 9} ${380 + y / 2}h18v${114 - y / 2}h-18z" fill="url(#metal)"/>
<ellipse cx="${x}" cy="506" rx="78" ry="20" fill="url(#metal)"/><ellipse cx="${x}" cy="500" rx="60" ry="13" fill="${tone.light}" opacity=".55"/>`,
  )
  .join('')}`
