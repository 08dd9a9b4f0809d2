import type { ErrorCode } from '@throughline/contract/problem'

export interface AppErrorDetails {
  /** Where in the request, as a path such as `steps[0].event`. */
  readonly field?: string
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number
  /** The request itself is over the limit: sent again unchanged, it will never succeed. */
  readonly tooLarge?: boolean
}

/**
 * What went wrong, in words for the person who can mend it. `code` is all that callers may switch on; only the HTTP
 * error handler turns it into a status.
 *
 * @example throw new AppError('not_found', 'No segment has the id "vip".', { field: 'id' })
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: AppErrorDetails

  constructor(code: ErrorCode, message: string, details: AppErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.details = details
  }
}
