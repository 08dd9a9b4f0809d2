/** What is wrong with a condition, and in which part of it. */
export class ConditionProblem extends Error {
  readonly part: 'attribute' | 'operator' | 'value'

  constructor(part: 'attribute' | 'operator' | 'value', message: string) {
    super(message)
    this.part = part
  }
}
