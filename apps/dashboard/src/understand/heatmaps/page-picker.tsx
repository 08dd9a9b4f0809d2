import { Autocomplete } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type HeatmapPage, listHeatmapPages } from '@throughline/contract/heatmaps'
import { useEffect, useState } from 'react'
import { query } from '../../api.ts'
import { formatCount } from '../../format/number.ts'
import classes from './heatmaps.module.css'
import type { HeatmapAudience } from './use-heatmap-audience.ts'

/** Chooses a page or a pattern by its path; those with most clicks are offered, any other can be typed. */
export function PagePicker(props: {
  value: string
  audience: HeatmapAudience
  onChange: (path: string) => void
}) {
  const { value, audience, onChange } = props
  const [text, setText] = useState(value)
  const [search] = useDebouncedValue(text === value ? '' : text.replaceAll('*', ''), 200)
  const pages = useQuery({
    ...query(listHeatmapPages, { body: { ...audience, ...(search === '' ? {} : { search }) } }),
    placeholderData: keepPreviousData,
  })
  useEffect(() => setText(value), [value])
  const commit = (next: string): void => {
    const path = next.trim()
    if (path === '') setText(value)
    else if (path !== value) onChange(path)
  }
  const byPath = new Map(pages.data?.pages.map((page) => [page.path, page]))
  return (
    <Autocomplete
      aria-label="Page; * stands for one part of the path"
      className={classes.picker ?? ''}
      data={[...byPath.keys()]}
      // What is offered is already found by the server, which knows all pages.
      filter={({ options }) => options}
      renderOption={({ option }) => <PageOption path={option.value} page={byPath.get(option.value)} />}
      value={text}
      onChange={setText}
      onOptionSubmit={commit}
      onBlur={() => commit(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(text)
      }}
      size="xs"
      maxDropdownHeight={320}
      comboboxProps={{ width: 360, position: 'bottom-start' }}
    />
  )
}

function PageOption({ path, page }: { path: string; page: HeatmapPage | undefined }) {
  return (
    <span className={classes.option}>
      <span>{path}</span>
      {page ? (
        <small data-figures>
          {formatCount(page.element_clicked, 'click')}
          {page.pages > 1 ? ` on ${formatCount(page.pages, 'page')}` : ''}
        </small>
      ) : null}
    </span>
  )
}
