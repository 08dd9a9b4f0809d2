import type { Measurement, Task } from './benchmark.ts'
import { type BenchmarkName, loadBenchmark } from './benchmarks.ts'
import { answerQuestions } from './child-questions.ts'

export interface BenchmarkOrder {
  readonly name: BenchmarkName
  readonly task: Omit<Task, 'say'>
}

answerQuestions(async ({ name, task }: BenchmarkOrder): Promise<Measurement[]> => {
  const benchmark = await loadBenchmark(name)
  return benchmark({ ...task, say: (line) => process.stderr.write(`  ${name}: ${line}\n`) })
})
