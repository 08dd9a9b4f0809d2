import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  getJourney,
  getJourneyMapping,
  type JourneyMappingState,
  putJourneyMapping,
} from '@throughline/contract/journeys'
import { useMemo, useState } from 'react'
import { call, keyOf, query } from '../../../api.ts'
import { formatAgo } from '../../../format/date.ts'
import { formatCount, formatNumber } from '../../../format/number.ts'
import { PageTitle } from '../../../ui/page-title.tsx'
import classes from './mapping.module.css'
import { MappingPreview } from './mapping-preview.tsx'
import { ResetMapping } from './reset-mapping.tsx'
import { type KeyedRule, keyRules } from './rule-list.ts'
import { RuleTable } from './rule-table.tsx'
import { isCompleteRule } from './rule-words.ts'
import { UnmappedEvents } from './unmapped-events.tsx'
import { useMappingPreview } from './use-mapping-preview.ts'

/** The ordered rules with what they take, before and after the edit. */
export function MappingEditor({ state }: { state: JourneyMappingState }) {
  const queryClient = useQueryClient()
  const saved = useMemo(() => keyRules(state.mapping.rules), [state])
  const [rules, setRules] = useState<readonly KeyedRule[]>(saved)
  const [opened, open] = useState<string>()
  const complete = rules.length > 0 && rules.every(({ rule }) => isCompleteRule(rule))
  const changed = rules !== saved
  const preview = useMappingPreview(rules)
  const save = useMutation({
    mutationFn: () => call(putJourneyMapping, { body: { rules: rules.map(({ rule }) => rule) } }),
    onSuccess: (answer) => {
      queryClient.setQueryData(query(getJourneyMapping, {}).queryKey, answer)
      return queryClient.invalidateQueries({ queryKey: keyOf(getJourney) })
    },
  })
  const add = (rule: KeyedRule['rule']): void => {
    const key = `new-${crypto.randomUUID()}`
    setRules([{ key, rule }, ...rules])
    open(key)
  }
  return (
    <>
      <PageTitle
        above={<Link to="/journeys">Journeys</Link>}
        sub="The first rule from the top that fits an event gives its stage and touchpoint. An event that none fits is in no stage."
        actions={
          <>
            <Button onClick={() => save.mutate()} loading={save.isPending} disabled={!changed || !complete}>
              Save the rules
            </Button>
            <Button variant="default" onClick={() => setRules(saved)} disabled={!changed}>
              Discard the changes
            </Button>
            <ResetMapping state={state} />
          </>
        }
      >
        {titleOf(rules.length, preview.data?.unmappedEvents)}
      </PageTitle>
      {save.error ? <p role="alert">{save.error.message}</p> : null}
      <p className={classes.origin} role="status">
        {changed ? 'Not saved yet.' : originText(state)}
      </p>
      <div className={classes.cols}>
        <RuleTable
          rules={rules}
          takes={preview.data?.rules ?? []}
          opened={opened}
          onOpen={open}
          onChange={setRules}
          onAdd={() => add({ stage: 'awareness', touchpoint: '' })}
        />
        <div className={classes.side}>
          <MappingPreview preview={preview} complete={complete} changed={changed} />
          {preview.data ? (
            <UnmappedEvents
              unmapped={preview.data.unmapped}
              total={preview.data.unmappedEvents}
              onAdd={({ event, path }) =>
                add({
                  stage: 'consideration',
                  touchpoint: event || path,
                  ...(event === '' ? {} : { event }),
                  ...(path === '' ? {} : { path }),
                })
              }
            />
          ) : null}
        </div>
      </div>
    </>
  )
}

function titleOf(rules: number, unmapped: number | undefined): string {
  const opening = `${formatCount(rules, 'rule')} turn events into stages`
  if (unmapped === undefined) return `${opening}.`
  if (unmapped === 0) return `${opening}; no event is left over.`
  return `${opening}; ${formatNumber(unmapped)} events of the period have none.`
}

function originText({ origin, kind, changedBy, changedAt }: JourneyMappingState): string {
  if (origin === 'default') {
    const of = { shop: 'a shop', app: 'an app', both: 'a shop and an app' }[kind]
    return `The default rules for ${of}, chosen by the events that arrive.`
  }
  const when = changedAt === null ? '' : ` ${formatAgo(changedAt, Date.now())}`
  return `Your own rules, changed by ${changedBy ?? 'an API token'}${when}.`
}
