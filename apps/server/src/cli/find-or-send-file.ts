import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { createImport, type Import, listImports, uploadImport } from '@throughline/contract/imports'
import type { Connection } from './connect.ts'
import { count } from './figures.ts'
import { ProgressLine } from './progress-line.ts'

/** A broken connection costs at most so much sent again. */
const PART_BYTES = 16 * 1024 * 1024

const unended = new Set<Import['status']>(['uploading', 'ready', 'queued', 'running', 'paused', 'failed'])

/**
 * The import of a file: one that was begun earlier and did not end, or a new one. Through a server the file is sent in
 * parts, and goes on where it broke off.
 */
export async function findOrSendFile(
  { api, importLocalFile }: Connection,
  path: string,
  source: string | undefined,
  stopped: AbortSignal,
): Promise<Import> {
  if (importLocalFile) return importLocalFile(path, source)
  const { size } = await stat(path)
  const name = basename(path)
  const { imports } = await api.call(listImports, {})
  const earlier = imports.find(
    (each) =>
      each.name === name &&
      each.size === size &&
      each.source === (source ?? null) &&
      unended.has(each.status) &&
      (each.hasFile || each.status === 'uploading'),
  )
  let found = earlier ?? (await api.call(createImport, { body: { name, size, ...(source && { source }) } }))
  const line = new ProgressLine()
  while (found.status === 'uploading' && !stopped.aborted) {
    const offset = found.received
    line.show(size > 0 ? offset / size : 0, `Sending ${name}: ${count(offset)} of ${count(size)} bytes`)
    const bytes = Math.min(PART_BYTES, size - offset)
    found = await api.sendFile(uploadImport, { id: found.id }, { path, offset, bytes })
  }
  line.end()
  return found
}
