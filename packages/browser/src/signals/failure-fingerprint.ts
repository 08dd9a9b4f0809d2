/** The same for the same failure, whatever numbers, ids and quoted words its message holds: FNV-1a, 32 bits. */
export function failureFingerprint(message: string, source: string): string {
  let hash = 0x811c9dc5
  for (const character of `${message.replace(/(["'`]).*?\1|[\da-f-]{8,}|\d+/gi, '*')}|${source}`) {
    hash ^= character.codePointAt(0) ?? 0
    hash = Math.imul(hash, 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
