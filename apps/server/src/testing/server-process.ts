import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import allocator from '../../../../scripts/allocator.json' with { type: 'json' }

export interface ServerProcess {
  /** Empty until it listens. */
  readonly url: string
  readonly pid: number | undefined
  stdout(): string
  stderr(): string
  /** Sends a signal and waits for the end; gives the exit code, or null where a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>
  /** Waits for an end of its own. */
  ended(): Promise<number | null>
}

const main = join(import.meta.dirname, '../main.ts')

/** Runs the real server on a data folder and waits until it listens or has ended. */
export async function startServerProcess(
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [main], {
    cwd: dataDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...allocator,
      PATH: process.env.PATH,
      THROUGHLINE_DATA_DIR: dataDir,
      THROUGHLINE_PORT: '0',
      ...settings,
    },
  })
  const stdout = gather(child, 'stdout')
  const stderr = gather(child, 'stderr')
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const address = () => /runs at (\S+)/.exec(stdout())?.[1] ?? ''

  const { promise: listening, resolve } = Promise.withResolvers<void>()
  child.stdout?.on('data', () => {
    if (address()) resolve()
  })
  await Promise.race([listening, ended])

  return {
    url: address(),
    pid: child.pid,
    stdout,
    stderr,
    end(signal) {
      child.kill(signal)
      return ended
    },
    ended: () => ended,
  }
}

function gather(child: ChildProcess, stream: 'stdout' | 'stderr'): () => string {
  const chunks: Buffer[] = []
  child[stream]?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}
