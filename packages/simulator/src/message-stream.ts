import type { SegmentMessage } from './segment-message.ts'

/** Gathers messages into lists of `size`, the last one perhaps shorter: the `batch` of `POST /v1/batch`. */
export function* toBatches(messages: Iterable<SegmentMessage>, size: number): Generator<SegmentMessage[]> {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`A batch must hold a whole number of messages from 1 on, not ${size}.`)
  }
  let batch: SegmentMessage[] = []
  for (const message of messages) {
    batch.push(message)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Each message as one line of NDJSON, its line feed included. */
export function* toNdjson(messages: Iterable<SegmentMessage>): Generator<string> {
  for (const message of messages) yield `${JSON.stringify(message)}\n`
}
