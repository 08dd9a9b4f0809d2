/** What a walk over recorded pages notices on its way. */
export interface Noticed {
  /** Other sites that pictures, fonts and styles come from. */
  readonly hosts: Set<string>
}
