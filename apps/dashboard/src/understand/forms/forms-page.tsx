import { Button, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormSummary, getFormFields, listForms } from '@throughline/contract/forms'
import { query } from '../../api.ts'
import { formatDuration } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import button from '../../ui/link-button.module.css'
import { Gain, Loss, PageTitle } from '../../ui/page-title.tsx'
import { PageSkeleton, RowsSkeleton } from '../../ui/skeletons.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { useView } from '../../view/use-view.ts'
import type { ViewSearch } from '../../view/view-search.ts'
import { RateMark } from '../journeys/rate-mark.tsx'
import { fieldColumns } from './field-columns.tsx'
import { FieldFunnel } from './field-funnel.tsx'
import { fieldTroubles, formFinding } from './form-finding.ts'
import { FormList } from './form-list.tsx'
import { FormMethod } from './form-method.tsx'
import type { FormSearch } from './form-search.ts'
import classes from './forms.module.css'

const route = getRouteApi('/shell/forms')

const devices = [
  { value: 'desktop', label: 'Desktop' },
  { value: 'mobile', label: 'Phone' },
  { value: 'tablet', label: 'Tablet' },
]

/** Forms: who finishes them, who leaves them, and at which field. */
export function FormsPage() {
  const audience = useAudience()
  const search = route.useSearch()
  const show = useShow()
  const forms = useQuery({ ...query(listForms, { body: audience }), placeholderData: keepPreviousData })
  if (forms.isPending) return <PageSkeleton />
  if (forms.isError) {
    return (
      <ErrorState
        title="The forms could not be counted"
        error={forms.error}
        onRetry={() => forms.refetch()}
      />
    )
  }
  const shown = forms.data.forms.find(({ form }) => form === search.form) ?? forms.data.forms[0]
  if (!shown) return <NoForms />
  return (
    <div aria-busy={forms.isFetching} data-stale={forms.isPlaceholderData || undefined}>
      <FormTitle form={shown} forms={forms.data.forms} />
      <OneForm form={shown} />
      <FormList forms={forms.data.forms} shown={shown.form} onShow={(form) => show({ ...search, form })} />
      <FormMethod />
    </div>
  )
}

/** Whose forms: the view's period and segment, and a device. */
function useAudience() {
  const { period, segment } = useView()
  const { device } = route.useSearch()
  const { from, to, timezone } = period
  return {
    from,
    to,
    timezone,
    ...(segment === undefined ? {} : { segment }),
    ...(device === undefined
      ? {}
      : { where: [{ property: 'device.type', operator: 'equals' as const, value: device }] }),
  }
}

function useShow(): (next: FormSearch) => void {
  const navigate = route.useNavigate()
  return (next) => {
    const rest = { form: undefined, device: undefined }
    void navigate({ to: '/forms', search: (old) => ({ ...old, ...rest, ...next }), replace: true })
  }
}

function FormTitle({ form, forms }: { form: FormSummary; forms: readonly FormSummary[] }) {
  const search = route.useSearch()
  const show = useShow()
  const { before, number, after, tone, sub } = formFinding(form)
  const Tone = tone === 'loss' ? Loss : Gain
  const tools = (
    <>
      <Select
        aria-label="Form"
        data={forms.map((each) => each.form)}
        value={form.form}
        onChange={(chosen) => chosen && show({ ...search, form: chosen })}
        searchable
        allowDeselect={false}
        size="xs"
      />
      <DeviceSelect />
      <Link to="/recordings" search={recordingsOf(form)} className={button.linkButton ?? ''}>
        Watch who abandoned it
      </Link>
    </>
  )
  return (
    <PageTitle sub={sub} actions={tools}>
      {before}
      <Tone>{number}</Tone>
      {after}
    </PageTitle>
  )
}

function DeviceSelect() {
  const search = route.useSearch()
  const show = useShow()
  const own = devices.some(({ value }) => value === search.device)
  const others = search.device === undefined || own ? [] : [{ value: search.device, label: search.device }]
  const { device: _, ...rest } = search
  return (
    <Select
      aria-label="Device"
      data={[{ value: '', label: 'All devices' }, ...devices, ...others]}
      value={search.device ?? ''}
      onChange={(device) => show(device ? { ...rest, device } : rest)}
      allowDeselect={false}
      size="xs"
    />
  )
}

function OneForm({ form }: { form: FormSummary }) {
  const audience = useAudience()
  const fields = useQuery(query(getFormFields, { body: { ...audience, form: form.form } }))
  if (fields.isPending) {
    return (
      <Card title="How far people come">
        <RowsSkeleton rows={6} />
      </Card>
    )
  }
  if (fields.isError) {
    return (
      <Card>
        <ErrorState
          inset
          title="The fields could not be counted"
          error={fields.error}
          onRetry={() => fields.refetch()}
        />
      </Card>
    )
  }
  const { summary, fields: rows } = fields.data
  if (!summary || rows.length === 0) {
    return (
      <Card title="How far people come">
        <EmptyState
          inset
          title="No field was told."
          why="The form was begun, but no Form Field Left came with it. The script on your site sends it for each field that has a name."
        />
      </Card>
    )
  }
  const troubles = fieldTroubles(rows)
  return (
    <div className={classes.columns}>
      <FieldFunnel summary={summary} fields={rows} />
      <Card title="How it ends" hint={`Of ${summary.people} who began, with 95 % intervals`}>
        <dl className={classes.ends}>
          <dt>Finished</dt>
          <dd>
            <RateMark rate={summary.completed} tone="thread" />
          </dd>
          <dt>Abandoned</dt>
          <dd>
            <RateMark rate={summary.abandoned} tone="loss" />
          </dd>
          <dt>Median time to finish</dt>
          <dd data-figures>
            {summary.completedSeconds === null ? '–' : formatDuration(summary.completedSeconds)}
          </dd>
        </dl>
        {troubles.length > 0 ? (
          <ul className={classes.troubles}>
            {troubles.map((trouble) => (
              <li key={trouble}>{trouble}</li>
            ))}
          </ul>
        ) : null}
      </Card>
      <div className={classes.wide}>
        <Card
          title="Field by field"
          hint="Shares of those who began with their 95 % intervals; times are medians of a try; refills count what was written anew"
        >
          <DataTable
            caption={`Fields of ${summary.form}`}
            columns={fieldColumns}
            rows={rows}
            rowKey={({ field }) => field}
          />
        </Card>
      </div>
    </div>
  )
}

/** No form at all, or none of these people in these days. */
function NoForms() {
  const { change, segment } = useView()
  return (
    <EmptyState
      title="Nobody began a form in this period."
      why="Here you see at which field people leave a form, what they write anew and where errors stop them: never what they type. The script on your site tells it by itself."
      action={
        <Button onClick={() => change({ period: 'all', ...(segment === undefined ? {} : { segment }) })}>
          Show all time
        </Button>
      }
    />
  )
}

/** Recordings in which a form was abandoned on its page, in the period of the view. */
const recordingsOf =
  ({ path }: FormSummary) =>
  (view: ViewSearch) => ({
    ...view,
    form: undefined,
    device: undefined,
    segment: undefined,
    signal: 'form_abandoned' as const,
    path: path || undefined,
  })
