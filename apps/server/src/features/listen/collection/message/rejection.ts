/** Why a message is not taken. An expected outcome, so it is returned, not thrown. */
export class Rejection {
  /** Where in the message, as a path such as `context.page`. */
  readonly field: string
  /** What was expected, to be read after the field's name: "must be text". */
  readonly reason: string

  constructor(field: string, reason: string) {
    this.field = field
    this.reason = reason
  }

  get message(): string {
    return `${this.field}: ${this.reason}.`
  }
}
