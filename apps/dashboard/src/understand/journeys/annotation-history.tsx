import { useQuery } from '@tanstack/react-query'
import { type JourneyAnnotation, listJourneyAnnotationHistory } from '@throughline/contract/journeys'
import { query } from '../../api.ts'
import { formatMoment } from '../../format/date.ts'
import { useProject } from '../../session.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import type { AnnotationPlace } from './annotation-form.tsx'
import { feelingWord } from './journey-words.ts'
import classes from './stage-drawer.module.css'

/** Who wrote what here and when, newest first; nothing while only one version or none exists. */
export function AnnotationHistory({ place }: { place: AnnotationPlace }) {
  const { timezone } = useProject()
  const history = useQuery(query(listJourneyAnnotationHistory, { query: { ...place } }))
  if (history.isError)
    return (
      <ErrorState
        inset
        title="What was written before could not be loaded"
        error={history.error}
        onRetry={() => history.refetch()}
      />
    )
  const versions = history.data?.versions ?? []
  if (versions.length < 2) return null
  return (
    <details className={classes.history}>
      <summary>{versions.length} versions</summary>
      <ol>
        {versions.map((version) => (
          <li key={version.changedAt}>
            <span className={classes.hint}>
              {version.changedBy ?? 'API token'}, {formatMoment(version.changedAt, timezone)} ({timezone})
            </span>
            <p>{textOf(version)}</p>
          </li>
        ))}
      </ol>
    </details>
  )
}

function textOf({ goal, emotion, emotionNote, notes }: JourneyAnnotation): string {
  const feeling = emotion === null ? '' : feelingWord(emotion)
  return (
    [goal, [feeling, emotionNote].filter(Boolean).join(': '), notes].filter(Boolean).join(' · ') || 'Emptied'
  )
}
