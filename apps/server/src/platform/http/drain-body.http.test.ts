import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { registerErrorHandler } from './error-handler.ts'

/** More than the sockets of both ends hold, so that the sender is still writing when it is refused. */
const SENT = Buffer.alloc(32 * 1024 * 1024, 0x20)

test.each([true, false])('who sends too much gets to read why (length told: %s)', async (told) => {
  const http = Fastify({ bodyLimit: 1024 })
  registerErrorHandler(http)
  http.post('/', () => ({}))
  await http.listen({ host: '127.0.0.1', port: 0 })
  try {
    const { port } = http.server.address() as AddressInfo
    const answer = await new Promise<string>((resolve, reject) => {
      const sending = request({
        port,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(told && { 'content-length': SENT.length }) },
      })
      // Looks for the answer only when everything is sent, as many clients do.
      sending.on('error', reject).on('response', (response) => {
        if (!sending.writableFinished) reject(new Error('answered before everything was sent'))
        response.setEncoding('utf8').on('error', reject)
        let text = ''
        response.on('data', (part: string) => (text += part)).on('end', () => resolve(text))
      })
      sending.end(SENT)
    })
    expect(JSON.parse(answer)).toMatchObject({ status: 413, code: 'limit_exceeded' })
  } finally {
    await http.close()
  }
})
