import type { ImportRun } from '@throughline/contract/imports'
import type { Position } from '../reading/read-records.ts'
import { addTally, emptyTally, type Tally, tallyView } from '../reading/tally.ts'
import type { StoredPart } from './store-blocks.ts'

/** Where a run goes on after an interruption, and what it has counted so far. Kept as JSON. */
export interface Checkpoint {
  readonly position: Position
  readonly fileBytes: number
  readonly startedAt: string
  /** Time spent at work, without pauses. */
  readonly activeMs: number
  readonly added: number
  readonly tally: Tally
}

const first: Position = { offset: 0, line: 0 }

/** What a run has done, from its start or from where it was interrupted. */
export class RunProgress {
  readonly #totalBytes: number
  readonly #clock: () => number
  readonly #startedAt: string
  readonly #activeBefore: number
  readonly #bytesBefore: number
  readonly #resumedAt: number
  readonly #tally: Tally
  #position: Position
  #fileBytes: number
  #added: number
  #endedAt: number | undefined

  constructor(totalBytes: number, clock: () => number, from: Checkpoint | null) {
    this.#totalBytes = totalBytes
    this.#clock = clock
    this.#resumedAt = clock()
    this.#startedAt = from?.startedAt ?? new Date(clock()).toISOString()
    this.#activeBefore = from?.activeMs ?? 0
    this.#bytesBefore = from?.fileBytes ?? 0
    this.#position = from?.position ?? first
    this.#fileBytes = from?.fileBytes ?? 0
    this.#added = from?.added ?? 0
    this.#tally = emptyTally()
    if (from) addTally(this.#tally, from.tally)
  }

  get position(): Position {
    return this.#position
  }

  add({ tally, end, added }: StoredPart): void {
    addTally(this.#tally, tally)
    this.#position = end.position
    this.#fileBytes = end.fileBytes
    this.#added += added
  }

  end(): void {
    this.#endedAt = this.#clock()
    this.#fileBytes = this.#totalBytes
  }

  checkpoint(): Checkpoint {
    return {
      position: this.#position,
      fileBytes: this.#fileBytes,
      startedAt: this.#startedAt,
      activeMs: this.#activeMs(),
      added: this.#added,
      tally: this.#tally,
    }
  }

  view(): ImportRun {
    const seconds = this.#activeMs() / 1000
    const left = this.#totalBytes - this.#fileBytes
    const bytesPerSecond = (this.#fileBytes - this.#bytesBefore) / (seconds - this.#activeBefore / 1000)
    return {
      startedAt: this.#startedAt,
      endedAt: this.#endedAt === undefined ? null : new Date(this.#endedAt).toISOString(),
      bytes: Math.min(this.#fileBytes, this.#totalBytes),
      totalBytes: this.#totalBytes,
      added: this.#added,
      ...tallyView(this.#tally),
      rowsPerSecond: seconds > 0 ? Math.round(this.#tally.rows / seconds) : 0,
      secondsLeft:
        this.#endedAt === undefined && bytesPerSecond > 0
          ? Math.max(0, Math.round(left / bytesPerSecond))
          : null,
    }
  }

  #activeMs(): number {
    return this.#activeBefore + (this.#endedAt ?? this.#clock()) - this.#resumedAt
  }
}
