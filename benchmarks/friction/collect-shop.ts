import type { JudgeShop } from '@throughline/simulator/judge-shop'
import pino from 'pino'
import { collectionFeature } from '../../apps/server/src/features/listen/collection/index.ts'
import { Rejection } from '../../apps/server/src/features/listen/collection/message/rejection.ts'
import { followPeople } from '../../apps/server/src/features/understand/profiles/index.ts'
import type { Analytics } from '../../apps/server/src/platform/analytics/analytics.ts'
import { openAnalytics } from '../../apps/server/src/platform/analytics/open-analytics.ts'
import type { EventRow } from '../../apps/server/src/platform/events/event-row.ts'
import { openInlineEventLog } from '../../apps/server/src/platform/events/inline-event-log.ts'
import { temporaryDataDir } from '../product/product.ts'
import { ShopRecord } from './shop-record.ts'

const ROWS_A_BATCH = 20_000

/** A store that shops are collected into, each a project of its own, and people made of them, as the product does. */
export interface ShopStore {
  readonly analytics: Analytics
  /** Collects all messages of a shop. @throws Error where one is refused */
  collect(shop: JudgeShop, projectId: string): Promise<ShopRecord>
  close(): Promise<void>
}

export async function openShopStore(): Promise<ShopStore> {
  const dataDir = await temporaryDataDir()
  const analytics = await openAnalytics({ kind: 'embedded', dataDir: dataDir.path })
  const log = await openInlineEventLog(analytics, async () => true)
  const { api } = collectionFeature({
    projects: { byWriteKey: () => undefined },
    eventLog: log,
    clock: Date.now,
  })
  const people = await followPeople({
    analytics,
    log,
    projects: {
      byId: (id) => ({
        id,
        name: id,
        timezone: 'UTC',
        currency: 'EUR',
        identityRules: { joinByEmail: false, joinByPhone: false },
      }),
    },
    clock: Date.now,
    logger: pino({ level: 'silent' }),
  })
  return {
    analytics,
    async collect(shop, projectId) {
      const record = new ShopRecord()
      let rows: EventRow[] = []
      for (const message of shop.messages) {
        const row = api.readMessage(message, { projectId, receivedAt: Date.parse(message.timestamp) + 1000 })
        if (row instanceof Rejection) throw new Error(`A simulated message was rejected: ${row.message}`)
        record.take(row)
        rows.push(row)
        if (rows.length < ROWS_A_BATCH) continue
        await log.append(rows)
        rows = []
      }
      await log.append(rows)
      await people.projector.reached(log.lastSeq())
      return record
    },
    async close() {
      await people.projector.close()
      await log.close()
      await analytics.close()
      await dataDir[Symbol.asyncDispose]()
    },
  }
}
