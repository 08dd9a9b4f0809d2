import { expect, test } from 'vitest'
import { MessageSender } from './message-sender.ts'

test('a message that JSON cannot hold is dropped, and those beside it are sent', async () => {
  const sent: { batch: { event: string }[] }[] = []
  const sender = new MessageSender(
    {
      host: 'https://flags.example',
      writeKey: 'wk_1',
      fetch: async (_, init) => {
        sent.push(JSON.parse(String(init?.body)))
        return new Response()
      },
    },
    0,
  )
  const circle: Record<string, unknown> = {}
  circle.itself = circle
  const track = (event: string, properties: Record<string, unknown>) =>
    sender.send({ type: 'track', event, anonymousId: 'a', messageId: event, properties })

  track('Paid', { amount: 5 })
  track('Counted', { amount: 5n })
  track('Circled', circle)
  track('Left', {})
  await sender.close()

  expect(sent).toMatchObject([{ writeKey: 'wk_1', batch: [{ event: 'Paid' }, { event: 'Left' }] }])
})
