import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { credentials, type RunningServer } from './start-server.ts'

export interface ListedRecording {
  readonly id: string
  readonly sessionId: string
  readonly pages: number
  readonly durationMs: number
  readonly bytes: number
  readonly entryPath: string | null
  readonly signals: Readonly<Record<string, number>>
}

interface RecordedNode {
  readonly id: number
  readonly tagName?: string
  readonly childNodes?: readonly RecordedNode[]
}

export interface RecordedEvent {
  readonly type: number
  readonly timestamp: number
  readonly data: {
    readonly tag?: string
    readonly payload?: unknown
    readonly source?: number
    readonly node?: RecordedNode
    readonly adds?: readonly {
      readonly parentId: number
      readonly nextId: number | null
      readonly node: RecordedNode
    }[]
    readonly removes?: readonly { readonly id: number }[]
  }
}

async function ask<T>(server: RunningServer, path: string): Promise<T> {
  const answer = await fetch(`${server.url}${path}`, {
    headers: { authorization: `Bearer ${credentials.apiToken}` },
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** The recordings of which a page was seen, the last begun first. */
export async function recordingsOf(server: RunningServer, path: string): Promise<ListedRecording[]> {
  const { recordings } = await ask<{ recordings: ListedRecording[] }>(
    server,
    `/api/v1/recordings?path=${encodeURIComponent(path)}`,
  )
  return recordings
}

/** All events of a recording, chunk after chunk. */
export async function eventsOf(server: RunningServer, id: string): Promise<RecordedEvent[]> {
  const { chunks } = await ask<{ chunks: number[] }>(server, `/api/v1/recordings/${id}`)
  const events: RecordedEvent[] = []
  for (const chunk of chunks)
    events.push(
      ...(await ask<{ events: RecordedEvent[] }>(server, `/api/v1/recordings/${id}/events?chunk=${chunk}`))
        .events,
    )
  return events
}

/** All that the server keeps of recordings, as it lies on its disk, decompressed. */
export async function allThatIsStored(server: RunningServer): Promise<string> {
  const folder = join(server.dataDir, 'blobs')
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const texts: string[] = []
  for (const name of names)
    if (name.endsWith('.br'))
      texts.push(brotliDecompressSync(await readFile(join(folder, name))).toString('utf8'))
  return texts.join('\n')
}

/** How many nodes a player has after these events. */
export function nodesAfter(events: readonly RecordedEvent[]): number {
  let parents = new Map<number, number>()
  const add = (node: RecordedNode, parentId: number) => {
    parents.set(node.id, parentId)
    for (const child of node.childNodes ?? []) add(child, node.id)
  }
  for (const { type, data } of events) {
    if (type === 2 && data.node) {
      parents = new Map()
      add(data.node, 0)
    }
    if (type !== 3 || data.source !== 0) continue
    for (const { id } of data.removes ?? []) parents.delete(id)
    for (const { node, parentId } of data.adds ?? []) if (parents.has(parentId)) add(node, parentId)
  }
  return parents.size
}

/** The children of the first element of a name, as a player shows them after these events. */
export function childrenAfter(events: readonly RecordedEvent[], tag: string): string {
  interface Known {
    readonly id: number
    readonly label: string
    text: string
    readonly children: Known[]
  }
  const known = new Map<number, Known>()
  const add = (node: {
    id: number
    tagName?: string
    textContent?: string
    childNodes?: readonly never[]
  }): Known => {
    const made: Known = { id: node.id, label: node.tagName ?? '', text: node.textContent ?? '', children: [] }
    known.set(made.id, made)
    for (const child of node.childNodes ?? []) made.children.push(add(child))
    return made
  }
  for (const { type, data } of events) {
    if (type === 2 && data.node) add(data.node as never)
    for (const { parentId, nextId, node } of data.adds ?? []) {
      const siblings = known.get(parentId)?.children
      const at = nextId === null ? -1 : (siblings?.findIndex(({ id }) => id === nextId) ?? -1)
      siblings?.splice(at < 0 ? siblings.length : at, 0, add(node as never))
    }
  }
  const textOf = (node: Known): string => node.text + node.children.map(textOf).join('')
  const found = [...known.values()].find(({ label }) => label === tag)
  return (found?.children ?? []).map((child) => child.label + textOf(child)).join()
}
