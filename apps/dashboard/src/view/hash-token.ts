/**
 * The secret of a link, from the part after `#`: browsers keep that to themselves, so it is in no request, log or Referer.
 *
 * @example hashToken('#token=setup_1') // 'setup_1'
 */
export const hashToken = (hash: string): string | undefined =>
  new URLSearchParams(hash.replace(/^#/, '')).get('token') || undefined
