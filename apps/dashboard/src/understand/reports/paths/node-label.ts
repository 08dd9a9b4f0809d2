import type { PathsResponse } from '@throughline/contract/reports'

/** A node as it is called; those beyond the width together. */
export function labelOf(node: PathsResponse['nodes'][number] | undefined): string {
  return node?.other ? 'All others' : (node?.name ?? '')
}
