import type { Finding } from '@throughline/contract/friction'
import { Chip } from '../../../ui/chip.tsx'
import { useSegmentList } from '../../segments/use-segments.ts'
import { groupParts, markLooks, stateLooks } from '../finding-words.ts'

/** Whom a finding hits and at which step, how it goes on, and what the team said of it. */
export function FindingChips({ finding, withStep = true }: { finding: Finding; withStep?: boolean }) {
  const { who, where, state, mark } = finding
  const group = useGroupParts(who)
  return (
    <>
      {state === 'ongoing' ? null : <Chip tone={stateLooks[state].tone}>{stateLooks[state].word}</Chip>}
      {group.map((part) => (
        <Chip key={part}>{part}</Chip>
      ))}
      {withStep ? <Chip>{where.step}</Chip> : null}
      {mark === 'none' ? null : <Chip tone={markLooks[mark].tone}>{markLooks[mark].word}</Chip>}
    </>
  )
}

/** The parts of a group in words, with the names of segments. */
function useGroupParts(who: Finding['who']): readonly string[] {
  const segments = useSegmentList()
  return groupParts(who, (id) => segments?.find((segment) => segment.id === id)?.name ?? id)
}
