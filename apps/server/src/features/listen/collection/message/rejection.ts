/** Why a message is not taken. An expected outcome, so it is returned, not thrown. */
export class Rejection {
  /** Where in the message, as a path such as `context.page`. */
  readonly field: string
  /** What was expected, to be read after the field's name: "must be text". */
  readonly reason: string

  /** `forbidden`: nothing is wrong with the message, but its person does not want it stored. */
  readonly code: 'invalid' | 'forbidden'

  constructor(field: string, reason: string, code: 'invalid' | 'forbidden' = 'invalid') {
    this.field = field
    this.reason = reason
    this.code = code
  }

  get message(): string {
    return `${this.field}: ${this.reason}.`
  }
}
