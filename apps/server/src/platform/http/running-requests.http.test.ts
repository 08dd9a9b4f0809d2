import { request } from 'node:http'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { runningRequests } from './running-requests.ts'

/** A server with a request under way whose client has left, and which is closed. */
async function leftAlone() {
  const http = Fastify()
  const running = runningRequests(http)
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: work, resolve: finish } = Promise.withResolvers<string>()
  http.get('/slow', async () => {
    begin()
    return work
  })
  const url = await http.listen({ host: '127.0.0.1', port: 0 })
  const client = request(`${url}/slow`)
  const left = new Promise((resolve) => client.once('close', resolve))
  client.on('error', () => {}).end()
  await begun
  client.destroy()
  await left
  await http.close()
  return { running, finish }
}

it('waits for what works for clients that have left', async () => {
  const { running, finish } = await leftAlone()
  let isOver = false
  const over = running.ended(new AbortController().signal).then(() => {
    isOver = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(isOver).toBe(false)
  finish('done')
  await over
})

it('waits no longer than it may', async () => {
  const { running } = await leftAlone()
  const abort = new AbortController()
  const over = running.ended(abort.signal)
  abort.abort()
  await over
})

it('counts what is asked to be counted, be it refused, and hands its answers on', async () => {
  const running = runningRequests(Fastify())
  expect(await running.counted(async (word: string) => `${word}!`)('yes')).toBe('yes!')
  const refused = running.counted(async () => {
    throw new Error('no')
  })
  await expect(refused()).rejects.toThrow('no')
  await running.ended(new AbortController().signal)
})
