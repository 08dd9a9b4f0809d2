/** Reads values of ClickHouse's RowBinary format one after the other. */
export class RowBinaryReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  get at(): number {
    return this.#at
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#move(1))
  }

  uint16(): number {
    return this.#bytes.readUInt16LE(this.#move(2))
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#move(4))
  }

  int64(): number {
    return Number(this.#bytes.readBigInt64LE(this.#move(8)))
  }

  uint64(): bigint {
    return this.#bytes.readBigUInt64LE(this.#move(8))
  }

  float64(): number {
    return this.#bytes.readDoubleLE(this.#move(8))
  }

  text(): string {
    const length = this.length()
    const start = this.#move(length)
    return this.#bytes.toString('utf8', start, start + length)
  }

  /** Number of bytes of a text, or of items of a list: LEB128. */
  length(): number {
    let length = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = this.#bytes[this.#at++] ?? 0
      length += (byte & 127) * shift
      if (byte < 128) return length
    }
  }

  skip(bytes: number): void {
    this.#at += bytes
  }

  #move(bytes: number): number {
    const at = this.#at
    this.#at += bytes
    return at
  }
}
