import { useQuery } from '@tanstack/react-query'
import { getFrictionSettings } from '@throughline/contract/friction-settings'
import { query } from '../../../api.ts'
import { useProject } from '../../../session.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { AlertsForm } from './alerts-form.tsx'
import { RatesForm } from './rates-form.tsx'
import { ReleaseMarks } from './release-marks.tsx'

/** Who is told of expensive findings, how currencies become one, and which releases are marked. */
export function FrictionSettings() {
  const { currency } = useProject()
  const settings = useQuery(query(getFrictionSettings, {}))
  return (
    <>
      {settings.isPending ? (
        <Card title="Alerts">
          <RowsSkeleton rows={4} />
        </Card>
      ) : null}
      {settings.isError ? (
        <Card title="Alerts">
          <ErrorState
            inset
            title="These settings could not be loaded"
            error={settings.error}
            onRetry={() => settings.refetch()}
          />
        </Card>
      ) : null}
      {settings.isSuccess ? (
        <>
          <AlertsForm settings={settings.data} currency={currency} />
          <RatesForm rates={settings.data.rates} currency={currency} />
        </>
      ) : null}
      <ReleaseMarks />
    </>
  )
}
