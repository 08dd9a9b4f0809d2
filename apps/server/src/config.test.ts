import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'throughline-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const from = 'Throughline <cx@example.com>'

describe('the mail server of the settings', () => {
  const read = (environment: NodeJS.ProcessEnv) => readConfig(environment, folder)

  it('is none unless set', () => {
    expect(read({}).smtp).toBeUndefined()
    expect(read({ THROUGHLINE_SMTP_URL: '', THROUGHLINE_MAIL_FROM: '' }).smtp).toBeUndefined()
  })

  it.each(['smtp://127.0.0.1:25', 'smtps://cx:p%40ss@mail.example.com', 'smtp://[::1]:2525'])(
    'may be %s',
    (url) => {
      expect(read({ THROUGHLINE_SMTP_URL: url, THROUGHLINE_MAIL_FROM: from }).smtp).toEqual({ url, from })
    },
  )

  it.each<[string, NodeJS.ProcessEnv]>([
    ['an address without a sender', { THROUGHLINE_SMTP_URL: 'smtp://127.0.0.1' }],
    ['a sender without an address', { THROUGHLINE_MAIL_FROM: from }],
    ['another protocol', { THROUGHLINE_SMTP_URL: 'http://secret@127.0.0.1', THROUGHLINE_MAIL_FROM: from }],
    ['no host', { THROUGHLINE_SMTP_URL: 'smtp://', THROUGHLINE_MAIL_FROM: from }],
    [
      'a password that is not percent-encoded',
      { THROUGHLINE_SMTP_URL: 'smtp://cx:secret%@127.0.0.1', THROUGHLINE_MAIL_FROM: from },
    ],
    [
      'a sender that is no address',
      { THROUGHLINE_SMTP_URL: 'smtp://127.0.0.1', THROUGHLINE_MAIL_FROM: 'us' },
    ],
    [
      'a sender of two lines',
      { THROUGHLINE_SMTP_URL: 'smtp://127.0.0.1', THROUGHLINE_MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' },
    ],
  ])('is refused with %s, and no value is told', (_case, environment) => {
    expect(() => read(environment)).toThrow(/THROUGHLINE_(SMTP_URL|MAIL_FROM)(?!.*secret)/)
  })
})
