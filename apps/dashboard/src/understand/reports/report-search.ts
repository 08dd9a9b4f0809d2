import type { QuestionType } from '@throughline/contract/question'
import { isQuestionType } from './question/read-question.ts'

/** The builder's part of a link: the whole question, and the saved report that it changes. */
export interface ReportSearch {
  type?: QuestionType
  /** The question as JSON, apart from its type. */
  q?: Record<string, unknown>
  /** Id of the saved report that is being changed. */
  saved?: string
}

/** Reads the builder's part of a link; the page itself reads the question. */
export function parseReportSearch(search: Record<string, unknown>): ReportSearch {
  const { type, q, saved } = search
  return {
    ...(isQuestionType(type) ? { type } : {}),
    ...(typeof q === 'object' && q !== null && !Array.isArray(q) ? { q: { ...q } } : {}),
    ...(typeof saved === 'string' && saved !== '' ? { saved } : {}),
  }
}
