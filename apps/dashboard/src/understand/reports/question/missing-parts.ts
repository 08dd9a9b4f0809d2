import type { Question } from '@throughline/contract/question'

/** What a question still needs before it can be asked, as one sentence each; empty where it is complete. */
export function missingParts(question: Question): readonly string[] {
  switch (question.type) {
    case 'trend':
      return question.series.flatMap(({ event, measure, property }, index) => {
        const name = question.series.length > 1 ? `series ${letterOf(index)}` : 'the series'
        if (event === '') return [`Choose the event of ${name}.`]
        const needsProperty = measure !== 'count' && measure !== 'people' && measure !== 'perPerson'
        return needsProperty && !property ? [`Choose the property that ${name} measures.`] : []
      })
    case 'funnel':
      return [
        ...question.steps.flatMap(({ event }, index) =>
          event === '' ? [`Choose the event of step ${index + 1}.`] : [],
        ),
        ...(question.exclusions ?? []).flatMap(({ event }) =>
          event === '' ? ['Choose the event that excludes.'] : [],
        ),
      ]
    case 'retention':
      return [
        ...(question.cohort.event === '' ? ['Choose the event that people begin with.'] : []),
        ...(question.return.event === '' ? ['Choose the event that counts as coming back.'] : []),
        ...(question.value?.property === '' ? ['Choose the property that is added up.'] : []),
      ]
    case 'paths':
      return question.anchor.event || question.anchor.path
        ? []
        : ['Choose the event or the page that the paths begin or end with.']
    case 'lifecycle':
      return question.event === '' ? ['Choose the event that counts as being active.'] : []
  }
}

/** The name of a trend's series in formulas: A, B, C … */
export const letterOf = (index: number): string => String.fromCharCode(65 + index)
