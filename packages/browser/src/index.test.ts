import { expect, it } from 'vitest'
import { createClient } from './index.ts'

it('gives a client that does nothing where there is no page', () => {
  const client = createClient({ writeKey: 'key', host: 'https://cx.example' })
  client.track('Rendered On A Server')
  client.push(['page'])
  expect(client.ids()).toEqual({ anonymousId: '', userId: null, sessionId: '' })
  expect(client.flags.value('checkout/one-page', true)).toBe(true)
})
