import type { PathsResponse } from '@throughline/contract/reports'
import type { Product } from '../product/product.ts'
import { storeRange } from '../store/store-range.ts'

export interface HeavyReports {
  /** Waits for the one that runs. @throws Error where one gave nothing */
  stop(): Promise<{ finished: number; seconds: number }>
}

/** Asks for the longest paths of everybody over all months, again and again. */
export function keepHeavyReportsRunning(product: Product): HeavyReports {
  let wanted = true
  let finished = 0
  const began = performance.now()
  const run = async () => {
    while (wanted) {
      const { nodes } = await product.ask<PathsResponse>('POST', '/api/v1/reports/paths', {
        ...storeRange,
        anchor: { direction: 'from', event: 'Product Viewed' },
        unit: 'person',
        nodes: 'both',
        depth: 10,
        width: 50,
      })
      if (nodes.length === 0) throw new Error('The heavy report found no paths.')
      finished++
    }
  }
  const running = run()
  // Told by `stop`.
  running.catch(() => undefined)
  return {
    async stop() {
      wanted = false
      await running
      return { finished, seconds: (performance.now() - began) / 1000 / finished }
    },
  }
}
