import { type Act, clicks, drag, each, inTurn, JUDGED_MS, poke } from './visit.ts'

const wait =
  (ms: number): Act =>
  (page) =>
    page.waitForTimeout(ms)

/** Pages that do what they should, with ways to use them for which other tools raise false alarms. */
export const quietVisits: readonly (readonly [title: string, page: string, act: Act])[] = [
  ['a stepper clicked fast', 'stepper', each('#more #less #field-more #field-less', 4)],
  ['a stepper at its end', 'stepper', clicks('#less')],
  [
    'words selected by two and three clicks',
    'text-selection',
    inTurn(poke('#words', 2), poke('#words', 3), poke('#heading', 3)),
  ],
  [
    'controls for double clicks',
    'double-click',
    inTurn(poke('#file', 2), poke('#file', 3), clicks('#plain')),
  ],
  [
    'a carousel, over its ends',
    'carousel',
    inTurn(
      clicks('#next', 5),
      clicks('#previous', 5),
      clicks('#previous'),
      clicks('#back'),
      clicks('#forth', 5),
    ),
  ],
  ['a carousel that turns by itself', 'carousel', inTurn(wait(4000), clicks('#turn'), clicks('#turn'))],
  [
    'a map dragged and zoomed',
    'map',
    inTurn(drag('#map', 80, 30), poke('#map', 2), clicks('#in', 4), poke('#map', 4), clicks('#out', 3)),
  ],
  [
    'a game on a canvas',
    'canvas-game',
    inTurn(clicks('#board', 6), clicks('#fire', 4), clicks('#fire'), clicks('#spin', 4)),
  ],
  ['a game of elements', 'dom-game', clicks('#mole', 6)],
  [
    'things dragged',
    'drag-and-drop',
    inTurn(drag('#native', 60, 160), drag('#own', 60, 120), drag('#own', 12, 0)),
  ],
  [
    'sliders and splitters',
    'slider',
    inTurn(
      drag('#price', 50, 0),
      clicks('#price', 3),
      clicks('#bar', 3),
      drag('#bar', 90, 0),
      poke('#split', 3),
    ),
  ],
  ['film and sound', 'media-controls', inTurn(each('#play #mute #sound #beep'), poke('#film', 3))],
  [
    'labels, ticks and what is chosen already',
    'labels',
    each('#terms-label #standard-label #express #name-label #tab #swatch #chosen #pressed #chip #section'),
  ],
  ['a label clicked fast', 'labels', clicks('#terms-label', 5)],
  [
    'links that lead somewhere',
    'links',
    inTurn(each('#blank #download #mail #here'), clicks('#anchor'), clicks('#anchor'), clicks('#routed')),
  ],
  ['a link to a slow page', 'links', clicks('#slow')],
  ['a button that leads to a slow page', 'links', clicks('#moved')],
  [
    'effects outside the page',
    'outside-effects',
    each(
      '#copy #old-copy #print #confirmed #open #pick #pick-detached #export #near-me #calendar #speak #up #bold',
    ),
  ],
  ['full screen', 'outside-effects', clicks('#full')],
  ['a socket', 'outside-effects', clicks('#socket')],
  [
    'what says that it is off',
    'disabled',
    inTurn(
      poke('#disabled'),
      poke('#inside'),
      poke('#said'),
      poke('#grouped'),
      poke('#off-label'),
      poke('#styled'),
      poke('#greyed', 3),
    ),
  ],
  ['changes of style alone', 'style-only', each('#flip #theme #variable #flash #animated #rule #sheet')],
  ['changes by CSS alone', 'css-only', each('#burger-label #focus-button #hover-item #summary #fader')],
  ['changes by CSS alone, of a page that is busy', 'css-held-up', clicks('#fader')],
  ['fields and pickers', 'fields', each('#select #date #color #list #text #rich #fixed #file')],
  ['buttons that fill fields', 'fields', each('#fill #tick #search')],
  ['a field clicked fast', 'fields', poke('#text', 4)],
  [
    'shadow trees',
    'shadow-dom',
    inTurn(each('my-early>>button my-late>>button #closed #outer'), clicks('my-early>>button', 4)),
  ],
  ['a button that acts in a frame', 'frames', clicks('#tell')],
  ['popover and dialog', 'layers', each('#pop #pop #modal #close')],
  ['buttons that scroll', 'scrolling-controls', each('#right #down')],
  ['buttons that change the address', 'histories', each('#push #hash')],
  ['requests that begin within a second', 'late-requests', each('#fetch #xhr #poll')],
  [
    'a key held down',
    'stepper',
    async (page) => {
      await page.locator('#less').focus()
      for (let time = 0; time < 6; time++) await page.keyboard.press('Enter')
    },
  ],
  [
    'a page that is left at once',
    'dead',
    async (page, site) => {
      await page.locator('#buy').click()
      await page.goto(`${site.url}/other`)
      await page.waitForTimeout(JUDGED_MS)
    },
  ],
]
