import type { ExperimentUnit } from '@throughline/contract/experiments'
import { type Sql, sql, tableName } from '../../../../platform/analytics/sql.ts'
import type { MeasuredMetric } from '../metric.ts'
import { MetricReads, type ReadScope } from './metric-reads.ts'
import type { UnitSlice } from './unit-slice.ts'
import { UnitStates, type UnitValue, unitValue } from './unit-values.ts'

/** Of whom rows are made, and what of them is wanted. */
export interface UnitsQuestion extends ReadScope {
  readonly unit: ExperimentUnit
  readonly metrics: readonly MeasuredMetric[]
  /** When looking ends, in ms. */
  readonly end: number
  /** A row for each unit, as `exposedUnitsSql` makes them. */
  readonly units: (slice: UnitSlice) => Sql
}

/**
 * Each unit's events made into one row: its `cell`, its `exposed`, `foreign_orders` and the aggregates that metrics stand
 * on. The rows are made once a look, slice by slice, in a table that goes with it: what is asked of them, such as the cap
 * of a metric and then its sums, takes a fraction of making them again. No row tells whose it is.
 */
export class UnitRows {
  /** By the metrics' order. */
  readonly values: readonly UnitValue[]
  readonly #question: UnitsQuestion
  readonly #table: string
  readonly #reads: MetricReads
  readonly #states = new UnitStates()

  constructor(question: UnitsQuestion, table: string) {
    this.#question = question
    this.#table = table
    this.#reads = new MetricReads(question)
    this.values = question.metrics.map(({ definition }) =>
      unitValue(definition, this.#reads, this.#states, question.end),
    )
  }

  /** Where the rows are. */
  get from(): Sql {
    return sql`${tableName(this.#table)}`
  }

  /** The table for them. It is read once or twice, so merging its parts would not pay. */
  create(): Sql {
    return sql`CREATE TABLE ${this.from} (cell UInt64, exposed Int64, foreign_orders UInt64${this.#states.types()})
ENGINE = MergeTree ORDER BY tuple() SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1`
  }

  /** Makes the rows of a slice. On one thread: two slices at once keep two processors busy. */
  fill(slice: UnitSlice): Sql {
    return sql`INSERT INTO ${this.from}
SELECT any(cell) AS cell, any(exposed) AS exposed,
  countIf(foreign_money AND at >= 0) AS foreign_orders${this.#states.columns()}
FROM (
  SELECT x.unit AS unit, cell, exposed, r.at - exposed AS at, r.* EXCEPT (unit, at)
  FROM (
    ${this.#reads.sql(slice)}
  ) AS r
  RIGHT JOIN (
    ${this.#question.units(slice)}
  ) AS x ON r.unit = x.unit
)
GROUP BY unit
SETTINGS max_threads = 1, min_insert_block_size_bytes = 32000000, max_bytes_before_external_group_by = 200000000`
  }

  drop(): Sql {
    return sql`DROP TABLE IF EXISTS ${this.from} SYNC`
  }
}
