import { chanceOfSignal, type Metric, measureVital } from './background-signals.ts'
import { SECOND } from './calendar.ts'
import type { DecisionPoint } from './decision-route.ts'
import { type PlantedFriction, signalsKey } from './frictions/planted-friction.ts'
import type { MessageWriter } from './message-writer.ts'
import { placeClick } from './page-layout.ts'
import { deriveKey, RandomStream } from './random.ts'
import type { JsonObject, PageContext } from './segment-message.ts'
import type { BackgroundSignal } from './shop-model.ts'
import { decide, type Visit } from './visit.ts'

/** A page of the site or a screen of the app. */
export interface View {
  readonly name: string
  readonly path: string
  readonly search?: string
  /** How long people usually look at it. */
  readonly medianSeconds: number
  /** Where on it an ordinary rage or dead click lands. */
  readonly clickable: string
}

const HOST = 'https://www.shop.example'
const DWELL_SPREAD = 0.8
const LONGEST_DWELL = 900
const SHARE_OF_PAGES_MEASURED = 0.12
const SHARE_OF_LINKS_TOLD = 0.25
const scrollMarks = [25, 50, 75, 90, 100]

/** The shop as one visitor walks through it: opens views, looks around, and sends what the clients send of itself. */
export class Storefront {
  readonly visit: Visit
  readonly writer: MessageWriter
  readonly #random: RandomStream
  /** Of its own, so that where clicks land moves nothing else. */
  readonly #clicks: RandomStream
  readonly #isWeb: boolean
  #view: View | undefined
  #openedAt = 0
  #maxScroll = 0
  #pages = 0
  #lastUrl: string

  constructor(visit: Visit, writer: MessageWriter) {
    this.visit = visit
    this.writer = writer
    this.#random = new RandomStream(deriveKey(visit.key, 'pages'))
    this.#clicks = new RandomStream(deriveKey(visit.key, 'clicks'))
    this.#isWeb = visit.situation.surface === 'web'
    this.#lastUrl = visit.arrival.referrer
  }

  /** Goes to a view and looks at it for a while. */
  open(view: View): void {
    if (this.#view) this.#leave(false)
    this.#view = view
    this.#openedAt = this.writer.now
    this.#maxScroll = 0
    if (this.#isWeb) this.#sendPage(view)
    else this.writer.screen(view.name, { name: view.name })
    this.#lookAround(view)
    this.#pages++
  }

  /** Ends the visit on the view that is open. */
  exit(): void {
    if (this.#view) this.#leave(true)
    this.#view = undefined
  }

  /** An event of the experience kind, which always says where and in what session it was. */
  signal(event: string, properties: JsonObject): void {
    this.writer.track(event, {
      path: this.#view?.path ?? '/',
      ...properties,
      session_id: this.visit.sessionId,
    })
  }

  /** Meets what is planted at a point, then lets the decision fall. */
  decide(point: DecisionPoint): boolean {
    this.meetAll(point)
    return decide(this.visit, point)
  }

  /** Meets what is planted at a point. */
  meetAll(point: DecisionPoint): void {
    for (const friction of this.visit.frictions) if (friction.at === point) this.#meet(friction)
  }

  /** Whether something planted at a point will show itself. */
  isHinderedAt(point: DecisionPoint): boolean {
    return this.visit.frictions.some(({ at, signals }) => at === point && signals.length > 0)
  }
  /** Whether an ordinary signal occurs at one opportunity. */
  occurs(signal: BackgroundSignal): boolean {
    const { situation, world } = this.visit
    return this.#random.chance(chanceOfSignal(signal, situation, world.model))
  }

  click(element: string, text: string): void {
    this.#clickSignal('Element Clicked', element, { element_text: text })
    this.writer.wait(0.4 + this.#random.next())
  }

  /** A click that leads to another page; of some of them the browser tells. */
  follow(element: string, text: string): void {
    if (this.#isWeb && this.#clicks.chance(SHARE_OF_LINKS_TOLD))
      this.#clickSignal('Element Clicked', element, { element_text: text })
  }

  get path(): string | undefined {
    return this.#view?.path
  }

  get secondsOpen(): number {
    return (this.writer.now - this.#openedAt) / SECOND
  }

  /** Goes straight back to where the visit came from. */
  turnBack(): void {
    this.signal('Page Returned', { referrer: this.visit.arrival.referrer })
  }

  /** Looks up what cannot be found: an answer in the help pages. */
  seekHelp(topic: string): void {
    this.open({ name: 'Help', path: '/help', medianSeconds: 35, clickable: 'details.answer' })
    this.signal('Help Sought', { element: 'a.help', topic, kind: 'help_page' })
  }

  /** Sends what somebody sends who meets a planted friction, and lets it hold them up. */
  #meet(friction: PlantedFriction): void {
    const random = new RandomStream(signalsKey(this.visit.key, friction))
    for (const { event, properties, share } of friction.signals) {
      if (share !== undefined && !random.chance(share)) continue
      this.writer.wait(0.5 + random.next())
      const { element, ...more } = properties(random)
      if (typeof element === 'string') this.#signalAt(event, element, more, random)
      else this.signal(event, more)
    }
    if (friction.seconds > 0) this.writer.wait(random.logNormal(friction.seconds, 0.4))
  }

  #sendPage(view: View): void {
    const campaign = this.#pages === 0 ? this.visit.arrival.campaign : undefined
    const search = campaign ? searchOf({ ...campaign }) : (view.search ?? '')
    const page: PageContext = {
      path: view.path,
      referrer: this.#lastUrl,
      search,
      title: `${view.name} | Shop Example`,
      url: HOST + view.path + search,
    }
    const base = this.writer.context
    const { campaign: _past, ...lasting } = base
    this.writer.context = campaign ? { ...lasting, page, campaign } : { ...lasting, page }
    this.writer.page(view.name, { ...page, name: view.name })
    this.#lastUrl = page.url
  }

  #lookAround(view: View): void {
    const random = this.#random
    const seconds = Math.min(LONGEST_DWELL, random.logNormal(view.medianSeconds, DWELL_SPREAD))
    this.writer.wait(1 + seconds * 0.2)
    if (this.#isWeb) {
      if (this.#pages === 0 || random.chance(this.visit.world.model.visits.pagesTimed)) this.#measure('LCP')
      this.#scroll()
    }
    this.#stumble(view)
    this.writer.wait(seconds * 0.8)
  }

  #scroll(): void {
    const depth = this.#random.next() * 115
    for (const mark of scrollMarks) {
      if (depth < mark) break
      this.#maxScroll = mark
    }
    if (this.#maxScroll === 0 || !this.#random.chance(SHARE_OF_PAGES_MEASURED)) return
    for (const mark of scrollMarks) {
      if (mark > this.#maxScroll) break
      this.signal('Scroll Depth Reached', { depth: mark })
      this.writer.wait(0.5)
    }
  }

  #clickSignal(event: string, element: string, more: JsonObject): void {
    this.#signalAt(event, element, more, this.#clicks)
  }

  /** Clicks carry where on the page they lie; an app has no page. */
  #signalAt(event: string, element: string, more: JsonObject, random: RandomStream): void {
    const { device, situation } = this.visit
    const window = Number.parseInt(device.anonymousId.slice(0, 4), 16)
    const isPlaced = this.#isWeb && event.endsWith('Clicked')
    const place = isPlaced ? placeClick(element, situation.deviceType, window, random) : undefined
    this.signal(event, { element, ...more, ...place })
  }

  #stumble(view: View): void {
    if (this.occurs('rage_clicked')) this.#clickSignal('Rage Clicked', view.clickable, { clicks: 4 })
    if (this.#isWeb && this.occurs('dead_clicked')) this.#clickSignal('Dead Clicked', view.clickable, {})
    if (this.#isWeb && this.occurs('script_failed')) {
      this.signal('Script Failed', {
        message: "TypeError: Cannot read properties of null (reading 'dataset')",
        source: `${HOST}/assets/recommendations.js`,
        fingerprint: 'recommendations-dataset',
      })
    }
    if (this.occurs('request_failed')) {
      this.signal('Request Failed', { url: `${HOST}/api/recommendations`, status: 503, duration_ms: 1240 })
    }
    if (!this.#isWeb && this.occurs('app_crashed')) this.writer.track('Application Crashed', {})
  }

  #measure(metric: Metric): void {
    this.signal('Web Vital Measured', measureVital(metric, this.visit.situation, this.#random))
  }

  #leave(exit: boolean): void {
    if (!this.#isWeb) return
    if (this.#random.chance(SHARE_OF_PAGES_MEASURED)) this.#measure(this.#random.chance(0.5) ? 'INP' : 'CLS')
    this.signal('Page Left', {
      visible_ms: this.writer.now - this.#openedAt,
      max_scroll: this.#maxScroll,
      exit,
    })
    this.writer.wait(0.2)
  }
}

function searchOf(campaign: Readonly<Record<string, string>>): string {
  const parts = Object.entries(campaign).map(([name, value]) => {
    return `utm_${name === 'name' ? 'campaign' : name}=${encodeURIComponent(value)}`
  })
  return `?${parts.join('&')}`
}
