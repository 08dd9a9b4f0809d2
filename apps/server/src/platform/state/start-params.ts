import { PGlite } from '@electric-sql/pglite'

/**
 * How the embedded PostgreSQL is started: as PGlite does it, but without `-F`, which leaves fsync out, and with the one
 * sync method that reaches the disk (see {@link DurableNodeFs}).
 */
export const startParams: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
]
