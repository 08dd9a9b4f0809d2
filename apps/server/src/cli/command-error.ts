/** Why a command can't do what it was asked, in words for who typed it; shown without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
