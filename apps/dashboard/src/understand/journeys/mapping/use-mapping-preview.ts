import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { previewJourneyMapping } from '@throughline/contract/journeys'
import { query } from '../../../api.ts'
import { useView } from '../../../view/use-view.ts'
import type { KeyedRule } from './rule-list.ts'
import { isCompleteRule } from './rule-words.ts'

export type MappingPreviewQuery = ReturnType<typeof useMappingPreview>

/** Counts by the rules on the screen, a moment after the last change, without those that are unfinished. */
export function useMappingPreview(rules: readonly KeyedRule[]) {
  const { period } = useView()
  const { from, to, timezone } = period
  const [settled] = useDebouncedValue(rules, 500)
  // Rules that lie below an unfinished one keep their place in the list, which is how the answer names them.
  const sent = settled.map(({ rule }) => rule).filter(isCompleteRule)
  const keys = settled.filter(({ rule }) => isCompleteRule(rule)).map(({ key }) => key)
  const preview = useQuery({
    ...query(previewJourneyMapping, { body: { from, to, timezone, mapping: { rules: sent } } }),
    enabled: sent.length > 0,
    placeholderData: keepPreviousData,
    select: (answer) => ({
      ...answer,
      rules: answer.rules.map((rule) => ({ ...rule, key: keys[rule.index] ?? '' })),
    }),
  })
  return preview
}
