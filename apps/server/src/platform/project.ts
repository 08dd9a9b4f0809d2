/** What any feature may know of a project. */
export interface Project {
  readonly id: string
  readonly name: string
  /** IANA zone in which its days are counted. */
  readonly timezone: string
  /** ISO 4217; the currency of an order that names none. */
  readonly currency: string
}
