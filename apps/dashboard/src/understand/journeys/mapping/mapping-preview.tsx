import { formatNumber } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { stageWords } from '../journey-words.ts'
import classes from './mapping.module.css'
import type { MappingPreviewQuery } from './use-mapping-preview.ts'

/** People of each stage by the rules in force and by those on the screen. */
export function MappingPreview(props: { preview: MappingPreviewQuery; complete: boolean; changed: boolean }) {
  const { preview, changed } = props
  const { data } = preview
  return (
    <Card title="What it makes of the period" hint="People with at least one event of the stage">
      {preview.isPending ? <RowsSkeleton rows={6} /> : null}
      {preview.isError ? (
        <ErrorState
          inset
          title="The rules could not be tried"
          error={preview.error}
          onRetry={() => preview.refetch()}
        />
      ) : null}
      {data ? (
        <table className={classes.preview} aria-busy={preview.isFetching}>
          <thead>
            <tr>
              <th scope="col">Stage</th>
              <th scope="col">Now</th>
              <th scope="col">{changed ? 'With the changes' : ''}</th>
            </tr>
          </thead>
          <tbody>
            {data.before.map(({ stage, people }, index) => (
              <tr key={stage}>
                <th scope="row">{stageWords[stage].label}</th>
                <td data-figures>{formatNumber(people)}</td>
                <td data-figures>
                  {changed ? <After before={people} after={data.after[index]?.people ?? 0} /> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {props.complete ? null : (
        <p className={classes.note}>Rules that are not finished are left out until they are.</p>
      )}
    </Card>
  )
}

function After({ before, after }: { before: number; after: number }) {
  const change = after - before
  if (change === 0) return <span className={classes.same}>same</span>
  return (
    <>
      {formatNumber(after)}
      <small>
        {change > 0 ? '▲ ' : '▼ '}
        {formatNumber(Math.abs(change))}
      </small>
    </>
  )
}
