import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { toNdjson } from '../../packages/simulator/src/message-stream.ts'
import { simulate } from '../../packages/simulator/src/simulate.ts'

const DAYS = 90
const start = Date.UTC(2026, 0, 1)
const products = 'boots sandals trainers loafers slippers heels'.split(' ')

/** Orders as a shop's export has them, in order of time, over 90 days. */
export async function writeCsv(path: string, rows: number): Promise<void> {
  await write(path, csvLines(rows))
}

function* csvLines(rows: number): Generator<string> {
  yield 'order_id,customer_id,order_date,total,currency,product,quantity\n'
  const step = (DAYS * 86_400_000) / rows
  for (let row = 0; row < rows; row++) {
    const time = new Date(start + row * step).toISOString()
    const customer = ((row * 7919) % Math.ceil(rows / 4)) + 1
    yield `${1_000_000 + row},c${customer},${time},${((row * 37) % 20_000) / 100},EUR,${products[row % products.length]},${(row % 4) + 1}\n`
  }
}

/** What the simulated shop's clients would have sent over 90 days: about 1 KB a message. */
export async function writeNdjson(path: string, rows: number): Promise<void> {
  const to = new Date(start + DAYS * 86_400_000).toISOString()
  const from = new Date(start).toISOString()
  await write(path, toNdjson(simulate({ seed: 'import benchmark', from, to, events: rows })))
}

/** Lines are joined to larger pieces: a write a line would take longer than the line. */
async function write(path: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(pieces(lines)), createWriteStream(path))
}

function* pieces(lines: Iterable<string>): Generator<string> {
  let piece = ''
  for (const line of lines) {
    piece += line
    if (piece.length < 1_000_000) continue
    yield piece
    piece = ''
  }
  yield piece
}
