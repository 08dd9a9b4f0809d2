import { nothingToSay } from './analyse-friction.ts'
import type { AnalysisResult } from './analysis-result.ts'
import { DistantJudge } from './distant-judge.ts'
import { FrictionSearch } from './friction-search.ts'
import { type Judge, StepsJudge } from './judge-steps.ts'
import type { AnalysisPeriod } from './period-days.ts'
import type { FrictionData } from './session-table.ts'
import { inSharedMemory } from './shared-memory.ts'

/**
 * As `analyseFriction`, and with the same answer, by several threads at once, of which this is one.
 *
 * @throws Error what went wrong in one of them, also where it ended by itself
 */
export async function analyseInThreads(
  data: FrictionData,
  period: AnalysisPeriod,
  threads: number,
): Promise<AnalysisResult> {
  const nothing = nothingToSay(data)
  if (nothing) return nothing
  const search = new FrictionSearch(data, period, threads)
  const question = threads > 1 ? inSharedMemory(search.question) : search.question
  await using others = new AsyncDisposableStack()
  // Those elsewhere are asked first: while this one judges it asks nobody.
  const judges: Judge[] = [new StepsJudge(question, 0)]
  for (let number = 1; number < threads; number++)
    judges.unshift(others.use(new DistantJudge(question, number)))
  const each = async <T>(stage: (judge: Judge, number: number) => readonly T[] | Promise<readonly T[]>) => {
    const answers = judges.map(async (judge, index) => stage(judge, threads - 1 - index))
    return (await Promise.all(answers)).flat()
  }

  const verdicts = await each((judge) => judge.places())
  const ownerOf = (place: number) => question.judgeOf[question.places[place]?.step ?? 0]
  const signals = await each((judge, number) =>
    judge.signals(verdicts.filter(({ place }) => ownerOf(place) === number)),
  )
  const certainties = search.certainties(signals)
  const losses = await each((judge) => judge.losses(certainties))
  const told = search.told(losses)
  return search.result(await each((judge) => judge.findings(told)))
}
