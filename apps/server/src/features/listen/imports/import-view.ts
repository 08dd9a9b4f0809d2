import type { Import } from '@throughline/contract/imports'
import type { LiveImport } from './import-jobs.ts'
import type { StoredImport } from './import-store.ts'

/** An import as the contract gives it out, with what its work has done by now. */
export function importView(found: StoredImport, live: LiveImport | undefined): Import {
  const { id, name, status, size, received, source, inspection, mapping, dryRun, run, problem } = found
  return {
    id,
    name,
    status,
    createdAt: found.createdAt.toISOString(),
    size,
    received,
    hasFile: found.path !== null && received > 0,
    source,
    inspection,
    mapping,
    dryRun: status === 'checking' ? (live?.run ?? dryRun) : dryRun,
    run: status === 'running' ? (live?.run ?? run) : run,
    problem: live?.problem ?? problem,
  }
}
