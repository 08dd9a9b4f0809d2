/**
 * The regular expression (RE2, whole path) of a page pattern: `*` stands for one part between two slashes, all else for
 * itself.
 *
 * @example pagePattern('/product/*') // '^/product/[^/]+$'
 */
export function pagePattern(pattern: string): string {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
  return `^${parts.join('[^/]+')}$`
}
