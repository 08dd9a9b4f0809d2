import { getImport, type Import, uploadImport } from '@throughline/contract/imports'
import { useSyncExternalStore } from 'react'
import { call, urlOf } from '../../api.ts'
import { ApiProblem, unreachable } from '../../api-problem.ts'

/** A file on its way to the server. It goes on while other pages of the dashboard are open. */
export interface Upload {
  readonly sent: number
  readonly size: number
  /** Why it stopped; the rest can be sent when the same file is chosen again. */
  readonly problem: string | null
}

/** Sent at once: small enough to begin again cheaply after a break, large enough not to notice the pauses. */
const sliceBytes = 16 * 2 ** 20
const retries = 3

const uploads = new Map<string, Upload>()
const listeners = new Set<() => void>()

/** The upload of an import, where this page sends it; undefined where another does, or nobody. */
export function useUpload(id: string): Upload | undefined {
  return useSyncExternalStore(subscribe, () => uploads.get(id))
}

/**
 * Sends a file, or what the server does not have of it yet, slice by slice and straight from the disk. The answer is
 * the import as it is after the last byte, or undefined where it stopped: `useUpload` then says why.
 */
export async function sendFile(
  item: Pick<Import, 'id' | 'received'>,
  file: File,
): Promise<Import | undefined> {
  const { id } = item
  const tell = (sent: number, problem: string | null = null): void =>
    set(id, { sent, size: file.size, problem })
  let { received } = item
  let failures = 0
  tell(received)
  while (true) {
    try {
      const slice = file.slice(received, received + sliceBytes)
      const answer = await sendSlice(id, received, slice, (loaded) => tell(received + loaded))
      received = answer.received
      failures = 0
      if (answer.status !== 'uploading' || received >= file.size) {
        set(id, undefined)
        return answer
      }
    } catch (error) {
      failures += 1
      const passing = error instanceof ApiProblem && error.code === 'unavailable'
      const now = passing && failures <= retries ? await receivedOf(id, failures) : undefined
      if (now === undefined) {
        tell(received, error instanceof Error ? error.message : String(error))
        return undefined
      }
      received = now
    }
  }
}

/** How far the server got, asked after a moment that grows with the failures. */
async function receivedOf(id: string, failures: number): Promise<number | undefined> {
  await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** failures))
  return call(getImport, { params: { id } }).then(
    ({ received }) => received,
    () => undefined,
  )
}

/** `fetch` cannot tell how far a body has gone; the older request can. */
function sendSlice(
  id: string,
  offset: number,
  slice: Blob,
  onProgress: (loaded: number) => void,
): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(uploadImport.method, urlOf(uploadImport.path, { id }, { offset }))
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, slice.size))
    request.onerror = () => reject(unreachable())
    request.onload = () => {
      const answer: unknown = parse(request.responseText)
      if (request.status < 300 && isImport(answer)) resolve(answer)
      else reject(problemIn(answer, request.status))
    }
    request.send(slice)
  })
}

function problemIn(answer: unknown, status: number): ApiProblem {
  const detail =
    typeof answer === 'object' && answer !== null && 'detail' in answer ? String(answer.detail) : undefined
  return new ApiProblem({
    code: status === 503 || status === 502 || status === 0 ? 'unavailable' : 'invalid',
    status,
    detail: detail ?? `The server answered ${status} without saying why.`,
  })
}

function isImport(value: unknown): value is Import {
  return typeof value === 'object' && value !== null && 'received' in value && 'status' in value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function set(id: string, upload: Upload | undefined): void {
  if (upload) uploads.set(id, upload)
  else uploads.delete(id)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
