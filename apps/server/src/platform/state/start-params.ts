import { PGlite } from '@electric-sql/pglite'

/**
 * How the embedded PostgreSQL is started: as PGlite does it, but without `-F`, which leaves fsync out, and with the one
 * sync method that reaches the disk (see {@link DurableNodeFs}). It keeps settings and accounts, megabytes at most, for one
 * connection: PGlite's own 160 MB of page cache would be a tenth of all the memory that the product may take.
 */
export const startParams: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
  '-c',
  'shared_buffers=16MB',
  '-c',
  'max_connections=4',
]
