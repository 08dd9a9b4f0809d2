import { readdirSync, readFileSync } from 'node:fs'

const EVERY_MS = 200

/** Bytes of a process and all that it started, as `smaps_rollup` of Linux tells them. */
export interface Memory {
  readonly resident: number
  /** Resident, with pages shared by several processes divided among them. */
  readonly proportional: number
  /** Data of its own; the rest are pages of files, which the system takes back when it needs room. */
  readonly anonymous: number
}

export interface MemorySampler {
  /** @returns the sample with the most resident, and all samples' resident bytes in order */
  stop(): { readonly peak: Memory; readonly resident: readonly number[] }
}

/** Looks at the memory of a process tree five times a second. */
export function sampleMemory(pid: number): MemorySampler {
  const samples: Memory[] = [memoryOf(pid)]
  const timer = setInterval(() => samples.push(memoryOf(pid)), EVERY_MS)
  return {
    stop() {
      clearInterval(timer)
      const peak = samples.reduce((most, sample) => (sample.resident > most.resident ? sample : most))
      return { peak, resident: samples.map(({ resident }) => resident) }
    },
  }
}

/** What a process tree holds now. Processes that end meanwhile count nothing. */
function memoryOf(pid: number): Memory {
  const sum = { resident: 0, proportional: 0, anonymous: 0 }
  for (const member of treeOf(pid)) {
    const text = readIfThere(`/proc/${member}/smaps_rollup`)
    const bytes = (name: string) =>
      Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024
    sum.resident += bytes('Rss')
    sum.proportional += bytes('Pss')
    sum.anonymous += bytes('Anonymous')
  }
  return sum
}

function treeOf(pid: number): number[] {
  const children = readTasks(pid).flatMap((task) =>
    readIfThere(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  )
  return [pid, ...children.flatMap(treeOf)]
}

function readTasks(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
