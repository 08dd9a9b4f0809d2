import { setImmediate } from 'node:timers/promises'
import type { SampleShop } from '@throughline/contract/sample-shop'
import { toBatches } from '@throughline/simulator/message-stream'
import { sampleShop } from '@throughline/simulator/sample-shop'
import type { FastifyBaseLogger } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { EventLog } from '../../../platform/events/event-log.ts'
import type { Collection } from '../collection/index.ts'
import type { SampleShopStore, StoredSampleShop } from './sample-shop-store.ts'

export interface SampleShopDependencies {
  readonly store: SampleShopStore
  readonly eventLog: EventLog
  readonly collection: Collection
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
}

export interface SampleShopService {
  get(projectId: string): Promise<SampleShop>
  /** Begins to load it, or goes on where that failed. Once it is there, nothing changes. */
  load(projectId: string): Promise<SampleShop>
  /** Goes on with what a stopped process left. */
  resumeAll(): Promise<void>
  /** Interrupts loading; a later start goes on with it. */
  close(): Promise<void>
}

const BATCH = 8000
/** About 5 ms of work: requests get their turn after that. */
const MESSAGES_AT_A_STRETCH = 250

/** Loads the simulated shop by the way that all events take. */
export function sampleShopService({
  store,
  eventLog,
  collection,
  clock,
  logger,
}: SampleShopDependencies): SampleShopService {
  const loading = new Map<string, { shop: StoredSampleShop; done: Promise<void> }>()
  let closed = false

  const begin = (shop: StoredSampleShop) => {
    const entry = { shop, done: Promise.resolve() }
    loading.set(shop.projectId, entry)
    entry.done = fill(entry)
      .catch(async (error: unknown) => {
        logger.error({ err: error }, 'The sample shop could not be loaded.')
        const problem =
          error instanceof AppError
            ? error.message
            : 'The server failed at it; its log tells more. Try again.'
        await store.save({ ...entry.shop, status: 'failed', problem })
      })
      .catch((error: unknown) => logger.error({ err: error }, 'A failed sample shop could not be noted.'))
      .finally(() => loading.delete(shop.projectId))
  }

  const fill = async (entry: { shop: StoredSampleShop }) => {
    const { projectId, asOf } = entry.shop
    entry.shop = { ...entry.shop, expected: await countMessages(asOf, () => closed), events: 0 }
    for (const batch of toBatches(sampleShop(asOf), BATCH)) {
      if (closed) return
      const delivery = { projectId, receivedAt: clock() }
      const rows = []
      for (const [index, message] of batch.entries()) {
        if (index % MESSAGES_AT_A_STRETCH === 0) await setImmediate()
        const row = collection.readMessage(message, delivery)
        if ('person_key' in row) rows.push(row)
      }
      await eventLog.append(rows)
      entry.shop = { ...entry.shop, events: entry.shop.events + batch.length }
    }
    await store.save({ ...entry.shop, status: 'loaded' })
  }

  const get = async (projectId: string): Promise<SampleShop> =>
    view(loading.get(projectId)?.shop ?? (await store.find(projectId)))

  return {
    get,
    async load(projectId) {
      const known = await store.find(projectId)
      if (loading.has(projectId) || known?.status === 'loaded') return get(projectId)
      const shop: StoredSampleShop = {
        projectId,
        asOf: known?.asOf ?? new Date(clock()),
        status: 'loading',
        events: 0,
        expected: known?.expected ?? 0,
        problem: null,
      }
      await store.save(shop)
      if (!loading.has(projectId)) begin(shop)
      return get(projectId)
    },
    async resumeAll() {
      for (const shop of await store.unfinished()) begin(shop)
    },
    async close() {
      closed = true
      await Promise.all([...loading.values()].map(({ done }) => done))
    },
  }
}

async function countMessages(asOf: Date, isClosed: () => boolean): Promise<number> {
  let count = 0
  for (const _ of sampleShop(asOf)) {
    if (++count % (4 * MESSAGES_AT_A_STRETCH) !== 0) continue
    await setImmediate()
    if (isClosed()) break
  }
  return count
}

const view = (shop: StoredSampleShop | undefined): SampleShop =>
  shop
    ? {
        status: shop.status,
        events: shop.events,
        expected: shop.expected,
        ...(shop.problem !== null && { problem: shop.problem }),
      }
    : { status: 'absent', events: 0, expected: 0 }
