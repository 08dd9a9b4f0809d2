import type { Import, ImportRun } from '@throughline/contract/imports'
import { describe, expect, it } from 'vitest'
import { commandFor, importSentence, runText } from './import-words.ts'

const run: ImportRun = {
  startedAt: '2026-11-01T00:00:00Z',
  endedAt: null,
  bytes: 10,
  totalBytes: 20,
  rows: 10_000,
  events: 2310,
  added: 2310,
  outcomes: [
    { outcome: 'page', rows: 2310 },
    { outcome: 'bot', rows: 2101 },
    { outcome: 'rejected', rows: 1 },
  ],
  rejections: [],
  samples: [],
  rowsPerSecond: 40_000,
  secondsLeft: 3,
}

const item: Import = {
  id: 'i',
  name: 'access-log.gz',
  status: 'done',
  createdAt: '2026-11-01T00:00:00Z',
  size: 20,
  received: 20,
  hasFile: false,
  source: null,
  inspection: { format: 'access_log', compressed: true, encoding: 'utf-8', columns: [], notes: [] },
  mapping: { format: 'access_log', assets: false },
  dryRun: null,
  run,
  problem: null,
}

describe('an import in words', () => {
  it('tells people, bots and what was rejected apart', () => {
    expect(runText(run)).toBe('2,310 people’s pages, 2,101 bots, 1 rejected')
    expect(importSentence(item)).toContain('is imported: 2,310 people’s pages')
  })

  it('says what a dry run would give', () => {
    expect(importSentence({ ...item, status: 'ready', dryRun: run })).toContain('would become 2,310 events')
  })

  it('gives the same on the command line, safe to paste', () => {
    expect(commandFor(item)).toBe('npx throughline import access-log.gz')
    expect(commandFor({ ...item, name: "it's a log.txt", source: 'web1' })).toBe(
      "npx throughline import 'it'\\''s a log.txt' --source 'web1'",
    )
  })
})
