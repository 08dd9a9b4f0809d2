/** Why the server can't start, in words for the person who starts it; shown without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** Runs a step of the start whose errors are already in such words. */
export function asStartError<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
