import { SegmentedControl } from '@mantine/core'
import { type Question, questionTypes } from '@throughline/contract/question'
import { Card } from '../../../ui/card.tsx'
import { FilterEditor } from '../../../ui/filter/filter-editor.tsx'
import { asType } from '../question/first-question.ts'
import { typeWords } from '../question/question-words.ts'
import { isQuestionType } from '../question/read-question.ts'
import classes from './editor.module.css'
import { FunnelEditor } from './funnel-editor.tsx'
import { LifecycleEditor } from './lifecycle-editor.tsx'
import { PathsEditor } from './paths-editor.tsx'
import { RetentionEditor } from './retention-editor.tsx'
import { TrendEditor } from './trend-editor.tsx'
import { withOption } from './with-option.ts'

/** The question as a form: its type, what that type needs, and the conditions on all its events. */
export function QuestionEditor(props: { question: Question; onChange: (question: Question) => void }) {
  const { question, onChange } = props
  return (
    <Card>
      <div className={classes.editor}>
        <div>
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label="Type of report"
            data={questionTypes.map((type) => ({ value: type, label: typeWords[type].name }))}
            value={question.type}
            onChange={(type) => {
              if (isQuestionType(type)) onChange(asType(question, type))
            }}
          />
        </div>
        <TypeEditor question={question} onChange={onChange} />
        <fieldset className={classes.group}>
          <legend>Only events where</legend>
          <div className={classes.all}>
            <FilterEditor
              label="Conditions on all events"
              filters={question.where ?? []}
              onChange={(where) =>
                onChange(withOption(question, 'where', where.length > 0 ? where : undefined))
              }
            />
          </div>
        </fieldset>
      </div>
    </Card>
  )
}

function TypeEditor({ question, onChange }: { question: Question; onChange: (question: Question) => void }) {
  switch (question.type) {
    case 'trend':
      return <TrendEditor question={question} onChange={onChange} />
    case 'funnel':
      return <FunnelEditor question={question} onChange={onChange} />
    case 'retention':
      return <RetentionEditor question={question} onChange={onChange} />
    case 'paths':
      return <PathsEditor question={question} onChange={onChange} />
    case 'lifecycle':
      return <LifecycleEditor question={question} onChange={onChange} />
  }
}
