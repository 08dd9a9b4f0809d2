import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { compile } from '@throughline/evaluator/compile'
import type { Datafile } from '@throughline/evaluator/datafile'
import { answerQuestions } from '../child-questions.ts'

/** The least that answers an evaluation over HTTP: no authentication, no counting, no protocol. */
answerQuestions(async (datafile: Datafile): Promise<number> => {
  const { evaluate } = compile(datafile)
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const key = decodeURIComponent((request.url ?? '').split('/').at(-1) ?? '')
      const { context } = JSON.parse(Buffer.concat(chunks).toString())
      const { value, variation, reason } = evaluate(key, context)
      const text = JSON.stringify({ key, value, reason, variant: variation })
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      })
      response.end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
})
