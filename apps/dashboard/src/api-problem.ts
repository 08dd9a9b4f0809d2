import type { ErrorCode, Problem } from '@throughline/contract/problem'

/** A refused or failed request, in the words of the server's `application/problem+json`. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: ErrorCode
  readonly status: number
  /** Where in the request, such as `steps[0].event`. */
  readonly field: string | undefined
  readonly requestId: string | undefined

  constructor(problem: Pick<Problem, 'code' | 'status' | 'detail'> & Partial<Problem>) {
    super(problem.detail)
    this.code = problem.code
    this.status = problem.status
    this.field = problem.field
    this.requestId = problem.requestId
  }
}

/** The problem that an answer carries, or the nearest one where something between us and the server spoke. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text().catch(() => '')
  const problem = parseProblem(text)
  if (problem) return new ApiProblem(problem)
  const code = codeOfStatus(response.status)
  return new ApiProblem({
    code,
    status: response.status,
    detail: `The server answered ${response.status} without saying why. A proxy in between may have answered for it.`,
  })
}

/** The problem of a request that reached no server at all. */
export function unreachable(): ApiProblem {
  return new ApiProblem({
    code: 'unavailable',
    status: 0,
    detail: 'The server cannot be reached. Check that Throughline runs and that this device is online.',
  })
}

function parseProblem(text: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isProblem(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string' &&
    'status' in value &&
    typeof value.status === 'number'
  )
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'unauthenticated'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 429 || status === 413) return 'limit_exceeded'
  if (status === 502 || status === 503 || status === 504) return 'unavailable'
  return status < 500 ? 'invalid' : 'internal'
}
