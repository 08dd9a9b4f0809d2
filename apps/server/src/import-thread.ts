import { parentPort, workerData } from 'node:worker_threads'
import { readMessage } from './features/listen/collection/message/read-message.ts'
import { parseJson } from './features/listen/collection/parse-json.ts'
import type { ReadingOrder } from './features/listen/imports/engine/reading-order.ts'
import { serveReading } from './features/listen/imports/engine/serve-reading.ts'

/** The thread in which a file is read. Here collection and imports meet, as they do in `app.ts` for the main thread. */
if (parentPort) await serveReading(parentPort, workerData as ReadingOrder, { parseJson, readMessage })
