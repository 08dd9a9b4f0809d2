import { Button, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  changeImportMapping,
  checkImport,
  getImport,
  type Import,
  type ImportMapping,
  type Inspection,
  importFormats,
  listImports,
  previewImport,
  startImport,
} from '@throughline/contract/imports'
import { useState } from 'react'
import { call, keyOf, query } from '../../api.ts'
import { useProject } from '../../session.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import { AccessLogForm } from './access-log-form.tsx'
import { CsvMappingForm } from './csv-mapping-form.tsx'
import { firstCsvMapping } from './csv-roles.ts'
import { ImportActions } from './import-actions.tsx'
import { formatWords } from './import-words.ts'
import classes from './imports.module.css'
import { MappingJson } from './mapping-json.tsx'
import { SampleRows } from './sample-rows.tsx'

/** How the rows become events: guessed, shown on the first rows at once, and changed where the guess is wrong. */
export function MappingCard({ item, inspection }: { item: Import; inspection: Inspection }) {
  const { timezone } = useProject()
  const first = (format: ImportMapping['format']): ImportMapping => {
    if (format === 'csv') return firstCsvMapping(inspection, timezone)
    return format === 'access_log' ? { format, assets: false } : { format }
  }
  const [mapping, setMapping] = useState(item.mapping ?? first(inspection.format))
  const work = useWork(item, mapping)
  return (
    <>
      <Card
        title="How the rows become events"
        hint="Guessed from the file; nothing is stored before you import"
      >
        <div className={classes.form}>
          <Select
            label="Format"
            data={importFormats.map((format) => ({ value: format, label: formatWords[format] }))}
            value={mapping.format}
            onChange={(value) => {
              const format = importFormats.find((one) => one === value)
              if (format && format !== mapping.format)
                setMapping(item.mapping?.format === format ? item.mapping : first(format))
            }}
            allowDeselect={false}
            maw={320}
          />
          {mapping.format === 'csv' ? (
            <CsvMappingForm mapping={mapping} columns={inspection.columns} onChange={setMapping} />
          ) : null}
          {mapping.format === 'access_log' ? <AccessLogForm mapping={mapping} onChange={setMapping} /> : null}
          {mapping.format === 'segment' ? (
            <p className={classes.note}>
              Each line is one message as Segment’s clients send it; nothing is to be said.
            </p>
          ) : null}
          <MappingJson mapping={mapping} onChange={setMapping} />
          <div className={classes.actions}>
            <Button
              onClick={() => work.mutate('start')}
              loading={work.isPending && work.variables === 'start'}
            >
              Import it
            </Button>
            <Button
              variant="default"
              onClick={() => work.mutate('check')}
              loading={work.isPending && work.variables === 'check'}
            >
              Dry run
            </Button>
            <ImportActions item={item} />
          </div>
          {work.error ? <p role="alert">{work.error.message}</p> : null}
        </div>
      </Card>
      <Card title="The first rows" hint="What they become by the mapping above">
        <Preview id={item.id} mapping={mapping} />
      </Card>
    </>
  )
}

/** Saves the mapping where it was changed, then reads the file for a dry run or in earnest. */
function useWork(item: Import, mapping: ImportMapping) {
  const queryClient = useQueryClient()
  const params = { id: item.id }
  return useMutation({
    mutationFn: async (deed: 'check' | 'start') => {
      if (JSON.stringify(mapping) !== JSON.stringify(item.mapping))
        await call(changeImportMapping, { params, body: mapping })
      return call(deed === 'check' ? checkImport : startImport, { params })
    },
    onSuccess: (answer) => {
      queryClient.setQueryData(query(getImport, { params }).queryKey, answer)
      return queryClient.invalidateQueries({ queryKey: keyOf(listImports) })
    },
  })
}

function Preview({ id, mapping }: { id: string; mapping: ImportMapping }) {
  const [settled] = useDebouncedValue(mapping, 500)
  const preview = useQuery({
    ...query(previewImport, { params: { id }, body: settled }),
    placeholderData: keepPreviousData,
  })
  if (preview.isPending) return <RowsSkeleton rows={4} />
  if (preview.isError) {
    return (
      <ErrorState
        inset
        title="The rows cannot be read so"
        error={preview.error}
        onRetry={() => preview.refetch()}
      />
    )
  }
  return (
    <div aria-busy={preview.isFetching}>
      <SampleRows rows={preview.data.rows} />
    </div>
  )
}
