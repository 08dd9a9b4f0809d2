import { closeSync, fsyncSync, openSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** What we touch of Emscripten's file system over Node's. */
interface NodeFileSystem {
  readonly stream_ops: { fsync?: (stream: OpenFile) => number }
  realPath(node: unknown): string
}

interface OpenFile {
  /** Node's file descriptor; a folder has none. */
  readonly nfd?: number
  readonly node: unknown
}

type Options = Parameters<NodeFS['init']>[1]

/**
 * PGlite's folder on disk, with a real fsync. Emscripten leaves it out of its Node file system, so that PostgreSQL's
 * own, switched on, still reaches no disk: a power cut could then cost a commit, or worse, a checkpoint. The sync method
 * must be `fsync`: `fdatasync` answers "done" without asking the file system at all.
 */
export class DurableNodeFs extends NodeFS {
  override async init(pg: PGlite, options: Options): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options)
    const syncing = (module: unknown) => {
      const fs = (module as { NODEFS: NodeFileSystem }).NODEFS
      fs.stream_ops.fsync = (stream) => sync(stream.nfd, () => fs.realPath(stream.node))
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRunOf(emscriptenOpts), syncing] } }
  }
}

const preRunOf = ({ preRun }: Options) => (Array.isArray(preRun) ? preRun : preRun ? [preRun] : [])

function sync(descriptor: number | undefined, path: () => string): number {
  if (descriptor !== undefined) {
    fsyncSync(descriptor)
    return 0
  }
  const folder = openSync(path(), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
  return 0
}
