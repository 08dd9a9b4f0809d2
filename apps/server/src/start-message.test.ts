import { describe, expect, it } from 'vitest'
import { addressOf, startMessage } from './start-message.ts'

describe('addressOf', () => {
  it.each([
    [{ host: '127.0.0.1', publicUrl: undefined }, 'http://127.0.0.1:4600'],
    [{ host: '0.0.0.0', publicUrl: undefined }, 'http://localhost:4600'],
    [{ host: '::1', publicUrl: undefined }, 'http://[::1]:4600'],
    [{ host: '0.0.0.0', publicUrl: 'https://cx.example.com/' }, 'https://cx.example.com'],
  ])('of %j is %s', (config, expected) => {
    expect(addressOf(config, 4600)).toBe(expected)
  })
})

describe('startMessage', () => {
  it('is one line where there is nothing to keep', () => {
    const nothing = { writeKey: undefined, apiToken: undefined, setupToken: undefined }
    expect(startMessage('http://a', nothing).trim()).toBe('Throughline runs at http://a')
  })

  it('keeps the set-up token out of every request: it stands after the #', () => {
    const secrets = { writeKey: 'wk_1', apiToken: 'tk_1', setupToken: 'setup_1' }
    const text = startMessage('http://a', secrets)
    expect(text).toContain('http://a/setup#token=setup_1')
    expect(text).toContain('wk_1')
    expect(text).toContain('tk_1')
  })
})
