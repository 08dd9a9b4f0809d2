import type { ClickHouseSettings } from '@clickhouse/client'
import type { Lane } from './analytics.ts'

const MiB = 1024 * 1024

const everywhere: ClickHouseSettings = {
  // 64-bit keys and sums arrive as text: JavaScript's numbers end at 2^53.
  output_format_json_quote_64bit_integers: 1,
  date_time_input_format: 'best_effort',
  join_use_nulls: 0,
}

/** Each lane's share of a small machine. A query over its memory spills to disk where it can, and fails where it can't. */
export function settingsOf(lane: Lane): ClickHouseSettings {
  if (lane === 'ingest') return { ...everywhere, max_threads: 2 }
  const memory = lane === 'heavy' ? 400 * MiB : 250 * MiB
  return {
    ...everywhere,
    max_threads: 2,
    max_memory_usage: String(memory),
    max_bytes_before_external_group_by: String(memory / 2),
    max_bytes_before_external_sort: String(memory / 2),
  }
}
