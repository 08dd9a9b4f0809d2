import { availableParallelism } from 'node:os'
import type { Lane } from './analytics.ts'

const MB = 1_000_000

const everywhere = {
  // 64-bit keys and sums arrive as text: JavaScript's numbers end at 2^53.
  output_format_json_quote_64bit_integers: 1,
  // 1/0 must not become a number in JSON that no client can read.
  output_format_json_quote_denormals: 0,
  // Made for tables that are read whole: where a key finds the rows, "newest first" took twice as long with it.
  use_top_k_dynamic_filtering: 0,
  // Looks at each pair of conditions for what follows from both: two thirds of planning a query that has many.
  optimize_and_compare_chain: 0,
}

/** What a connection of the embedded engine is told. */
export const settingsOf = (lane: Lane): Record<string, number> => ({ ...plansOf(lane), ...shareOf(lane) })

/** How each lane's queries are planned and answered, whatever the machine. */
export function plansOf(lane: Lane): Record<string, number> {
  // A sender may name any times: events of 101 months in one insert must not cost their neighbours.
  if (lane === 'ingest') return { ...everywhere, max_partitions_per_insert_block: 0 }
  return {
    ...everywhere,
    // The one projection of ours answers "is this id known", which only ingestion asks; looking whether it serves a query
    // takes as long as a look-up of one person.
    optimize_use_projections: 0,
    // A row with its properties is a kilobyte, so that the default of a megabyte a block means a thousand rows, of which a
    // condition leaves a handful: then each of a query's hundred expressions costs more to begin than to compute. What each
    // session did took 11 s of processor for a million events, and takes 5.
    ...(lane !== 'interactive' && { preferred_block_size_bytes: 8 * MB }),
    // A page's queries are over before compiling them would pay: it holds up the third of a kind for 0.1 s.
    ...(lane === 'interactive' && {
      compile_expressions: 0,
      compile_aggregate_expressions: 0,
      compile_sort_description: 0,
    }),
  }
}

/** Each lane's share of a small machine. A query over its memory spills to disk where it can, and fails where it can't. */
function shareOf(lane: Lane): Record<string, number> {
  if (lane === 'ingest') return { max_threads: 2 }
  const memory = lane === 'interactive' ? 250 * MB : 350 * MB
  return {
    // A long report leaves a core to those who send.
    max_threads: lane === 'heavy' ? Math.min(Math.max(availableParallelism() - 1, 1), 4) : 2,
    max_memory_usage: memory,
    max_bytes_before_external_group_by: Math.round(memory * 0.45),
    max_bytes_before_external_sort: Math.round(memory * 0.45),
    // Ingestion and the projections that follow it go first where a long report wants the processor too.
    os_threads_nice_value_query: lane === 'heavy' ? 10 : 0,
  }
}
