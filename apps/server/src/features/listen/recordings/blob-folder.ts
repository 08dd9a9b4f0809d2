import { hash } from 'node:crypto'
import type { RecordingKey } from './arrival-store.ts'

/**
 * Where a recording's blobs lie. The project is hashed, since its id may hold what no key of a blob does; recordings'
 * ids are checked at the door.
 */
export const blobFolder = ({ projectId, id }: RecordingKey): string =>
  `recordings/${hash('sha256', projectId, 'hex').slice(0, 16)}/${id}`
