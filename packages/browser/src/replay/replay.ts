import type { Host } from '../host.ts'
import { type Chunk, gatherChunks } from './chunks.ts'
import { isFriction } from './friction.ts'
import { keepChunks } from './kept-chunks.ts'
import { openMasking } from './masking.ts'
import { startRecorder } from './recorder.ts'
import { sendChunks } from './send-chunks.ts'
import { openTabRecording } from './tab-recording.ts'
import { watchConsole } from './watch-console.ts'
import { watchNetwork } from './watch-network.ts'

/** Around friction, what is kept goes back one to two of these. */
const KEPT_MS = 60_000
/** A page that nobody touches for so long is not recorded until somebody does. */
const REST_AFTER_MS = 120_000

interface Recording {
  page(page: Parameters<Parameters<Host['onPage']>[0]>[0]): void
  line(tag: 'console' | 'network', payload: object): void
  friction(): void
  leave(): void
  comeBack(): void
  /** @param forget what was recorded and not sent goes, and so does what the browser keeps of it */
  end(forget: boolean): void
}

/** Records this visit for as long as the visitor allows it: all of it, or what is around friction. */
export function start(host: Host): void {
  let current: Recording | undefined
  let page: Parameters<Recording['page']>[0] | undefined

  const begin = () => {
    const { replay } = host.options
    if (current || !host.allowed('replay') || (replay !== 'friction' && !host.inShare(Number(replay)))) return
    current = record(host, () => {
      current = undefined
    })
    if (page) current.page(page)
  }

  // In a task of its own: this one has just compiled the module.
  host.window.setTimeout(host.safe(begin), 0)
  host.onPage((opened) => {
    page = opened
    current?.page(opened)
  })
  host.onTrack((event, properties) => {
    if (isFriction(event, properties)) current?.friction()
  })
  host.onLeave(() => current?.leave())
  host.onConsent(() => {
    if (!host.allowed('replay')) {
      current?.end(true)
      current = undefined
    } else begin()
  })
  host.onSession(() => {
    current?.end(false)
    current = undefined
    begin()
  })
  host.window.addEventListener('pageshow', (event) => event.persisted && current?.comeBack())
  watchConsole(host, (line) => current?.line('console', line))
  watchNetwork(host, (line) => current?.line('network', line))
}

/** @param ended called when the server wants no more of it */
function record(host: Host, ended: () => void): Recording {
  const { window } = host
  const tab = openTabRecording(host)
  const masking = openMasking(host)
  const end = (forget: boolean) => {
    for (const timer of timers) window.clearInterval(timer)
    for (const [name, listener] of listeners) window.removeEventListener(name, listener, true)
    recorder.stop()
    if (forget) {
      sender.stop()
      tab.forget()
    } else hand(chunks.cut())
  }
  const sender = sendChunks(host, () => {
    end(true)
    ended()
  })
  /** Since the last two snapshots, where they are sent only around friction. */
  const kept = keepChunks()
  let touchedAt = Date.now()
  let snapshotAt = Date.now()

  const hand = (chunk: Chunk | undefined) => {
    if (!chunk) return
    if (host.options.replay !== 'friction' || tab.isWanted()) sender.add(chunk)
    else kept.add(chunk)
  }
  const chunks = gatherChunks(host, tab, () => hand(chunks.cut()))
  const isIdle = () => Date.now() - touchedAt > REST_AFTER_MS
  const touched = host.safe(() => {
    touchedAt = Date.now()
  })
  const recorder = startRecorder(host, masking, (json, at, isSnapshot, isMove) => {
    // By rrweb's own listener: one more would cost a page something with each of its many moves.
    if (isMove) touched()
    chunks.add(json, at, isSnapshot)
  })
  const listeners: readonly (readonly [string, () => void])[] = [
    ['pointerdown', touched],
    ['keydown', touched],
    ['scroll', touched],
    // A tab that is only hidden may be copied, with what it stores: who really leaves hands the recording on.
    ['pagehide', tab.leave],
  ]
  for (const [name, listener] of listeners)
    window.addEventListener(name, listener, { capture: true, passive: true })
  const timers = [
    window.setInterval(
      host.safe(() => {
        if (isIdle()) recorder.rest()
        else if (
          host.options.replay === 'friction' &&
          !tab.isWanted() &&
          (Date.now() - snapshotAt >= KEPT_MS || kept.isFull())
        )
          renew()
      }),
      5_000,
    ),
  ]
  /** Begins a new part of what is kept, and drops the one before the last. */
  const renew = () => {
    hand(chunks.cut())
    kept.renew()
    snapshotAt = Date.now()
    recorder.snapshot()
  }

  return {
    end,
    page: chunks.page,
    line: recorder.line,
    friction() {
      if (host.options.replay !== 'friction' || tab.isWanted()) return
      tab.want()
      for (const chunk of kept.take()) sender.add(chunk)
      hand(chunks.cut())
    },
    leave() {
      hand(chunks.cut())
      // Once events are on their way: they come first.
      void Promise.resolve().then(host.safe(sender.leave))
    },
    comeBack() {
      tab.takeUp()
      recorder.snapshot()
    },
  }
}
