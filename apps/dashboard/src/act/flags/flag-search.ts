/** Which flags the list shows, and for which environment. */
export interface FlagsSearch {
  show?: 'stale' | 'archived'
  words?: string
}

/** Reads the list's choices from a link. */
export function parseFlagsSearch({ show, words }: Record<string, unknown>): FlagsSearch {
  return {
    ...(show === 'stale' || show === 'archived' ? { show } : {}),
    ...((typeof words === 'string' || typeof words === 'number') && words !== ''
      ? { words: String(words) }
      : {}),
  }
}

/** Which environment of a flag is looked at. */
export interface FlagSearch {
  environment?: string
}

/** Reads the environment from a link; the default one without it. */
export function parseFlagSearch({ environment }: Record<string, unknown>): FlagSearch {
  return typeof environment === 'string' && environment !== '' ? { environment } : {}
}
