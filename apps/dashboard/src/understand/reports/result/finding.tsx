import { unbroken } from '../../../format/number.ts'
import { Gain, Loss } from '../../../ui/page-title.tsx'

/** A sentence in parts: plain words, and words that say a loss or a gain. */
export type Finding = readonly (string | { readonly loss: string } | { readonly gain: string })[]

/** A finding as it stands on the page. */
export function FindingText({ finding }: { finding: Finding }) {
  return finding.map((part) => {
    if (typeof part === 'string') return unbroken(part)
    return 'loss' in part ? (
      <Loss key={part.loss}>{unbroken(part.loss)}</Loss>
    ) : (
      <Gain key={part.gain}>{unbroken(part.gain)}</Gain>
    )
  })
}

/** A finding without its colours: for descriptions of pictures. */
export function plainFinding(finding: Finding): string {
  return finding
    .map((part) => (typeof part === 'string' ? part : 'loss' in part ? part.loss : part.gain))
    .join('')
}
