const WIDTH = 28
const PLAIN_EVERY_MS = 5000

/** A bar that stays on its line in a terminal; elsewhere, a line now and then. On the error stream: it is no result. */
export class ProgressLine {
  readonly #out = process.stderr
  #shownAt = performance.now()
  #isOpen = false

  /** @param share from 0 to 1 */
  show(share: number, text: string): void {
    const part = Math.max(0, Math.min(1, share))
    const percent = `${Math.floor(part * 100)} %`.padStart(5)
    if (!this.#out.isTTY) {
      if (performance.now() - this.#shownAt < PLAIN_EVERY_MS) return
      this.#shownAt = performance.now()
      this.#out.write(`${percent}  ${text}\n`)
      return
    }
    const filled = Math.round(part * WIDTH)
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
    const line = `${bar} ${percent}  ${text}`.slice(0, Math.max(20, (this.#out.columns ?? 80) - 1))
    // Back to the line's beginning, and away with what was longer.
    this.#out.write(`\r${line}\u001b[K`)
    this.#isOpen = true
  }

  end(): void {
    if (this.#isOpen) this.#out.write('\n')
    this.#isOpen = false
  }
}
