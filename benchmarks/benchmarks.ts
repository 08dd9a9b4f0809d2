import type { Benchmark } from './benchmark.ts'

/** All benchmarks by name, each loaded only where it runs. */
const benchmarks = {
  assignment: async () => (await import('./experiments/assignment.ts')).assignment,
  browser: async () => (await import('./browser/benchmark.ts')).browser,
  'collection-normalise': async () =>
    (await import('./collection-normalise/benchmark.ts')).collectionNormalise,
  evaluator: async () => (await import('./evaluator/benchmark.ts')).evaluator,
  'experiment-results': async () => (await import('./experiments/results.ts')).experimentResults,
  experiments: async () => (await import('./experiments/benchmark.ts')).experiments,
  friction: async () => (await import('./friction/benchmark.ts')).friction,
  'friction-speed': async () => (await import('./friction/speed.ts')).frictionSpeed,
  import: async () => (await import('./import/benchmark.ts')).importFiles,
  ingest: async () => (await import('./ingest/benchmark.ts')).ingest,
  memory: async () => (await import('./memory/benchmark.ts')).memory,
  ofrep: async () => (await import('./flags/ofrep.ts')).ofrep,
  profile: async () => (await import('./profile/benchmark.ts')).profile,
  projections: async () => (await import('./projections/benchmark.ts')).projections,
  reports: async () => (await import('./reports/benchmark.ts')).reports,
  start: async () => (await import('./start/benchmark.ts')).start,
  'understand-pages': async () => (await import('./understand-pages/benchmark.ts')).understandPages,
} satisfies Record<string, () => Promise<Benchmark>>

export type BenchmarkName = keyof typeof benchmarks

export const benchmarkNames = Object.keys(benchmarks) as readonly BenchmarkName[]

export const isBenchmarkName = (name: string): name is BenchmarkName => Object.hasOwn(benchmarks, name)

export const loadBenchmark = (name: BenchmarkName): Promise<Benchmark> => benchmarks[name]()
