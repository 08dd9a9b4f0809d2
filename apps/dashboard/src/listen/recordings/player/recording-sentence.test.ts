import { expect, it } from 'vitest'
import { recordingFinding } from './recording-sentence.ts'

const finding = (signalCounts: Record<string, number>) =>
  recordingFinding('Ada', { durationMs: 330_400, pages: 4, signalCounts })

const plain = (words: string | undefined) => words?.replaceAll('\u00a0', ' ')

it('tells the visit and the trouble met on it, the worst first', () => {
  const { visit, trouble } = finding({ dead_clicked: 1, rage_clicked: 2 })
  expect(visit.replaceAll('\u202f', ' ')).toBe('Ada saw 4 pages in 5 min 30 s')
  expect(plain(trouble)).toBe('2 rage clicks and 1 dead click')
})

it('keeps the sentence short', () => {
  const many = {
    rage_clicked: 1,
    request_failed: 1,
    script_failed: 2,
    error_shown: 1,
    help_sought: 1,
    unknown: 9,
  }
  expect(plain(finding(many).trouble)).toBe('1 rage click, 1 failed request and 3 other kinds of trouble')
  expect(finding({}).trouble).toBeUndefined()
})
