import { answerQuestions } from '../child-questions.ts'
import { HttpConnection } from '../load/http-connection.ts'
import type { OfrepOrder, OfrepOutcome } from './ofrep-orders.ts'

/** Asks for evaluations, from a process of its own. */
answerQuestions(async (order: OfrepOrder): Promise<OfrepOutcome> => {
  const { port, path, authorization, seconds, perSecond, people } = order
  const connections = await Promise.all(
    Array.from({ length: order.connections }, () => HttpConnection.open(port)),
  )
  const latencies: number[] = []
  let refused = 0
  let asked = 0
  const start = performance.now()
  const end = start + seconds * 1000
  const interval = perSecond === undefined ? 0 : 1000 / perSecond

  const ask = async (connection: HttpConnection, due: number) => {
    const person = asked++
    const body = JSON.stringify({
      context: {
        targetingKey: `${people}${person}`,
        plan: person % 3 === 0 ? 'pro' : 'free',
        country: person % 2 === 0 ? 'DE' : 'FR',
        version: '2.4.1',
      },
    })
    const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`
    // A timer may wake a little early; then it counts from there.
    const began = Math.min(due, performance.now())
    const status = await connection.send([Buffer.from(head + body, 'latin1')])
    latencies.push(performance.now() - began)
    if (status !== 200) refused++
  }

  let next = start
  await Promise.all(
    connections.map(async (connection) => {
      for (;;) {
        const due = perSecond === undefined ? performance.now() : next
        next += interval
        if (due >= end) return
        const early = due - performance.now()
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
        await ask(connection, due)
      }
    }),
  )
  const took = (performance.now() - start) / 1000
  for (const connection of connections) connection.close()
  return { answered: latencies.length - refused, refused, seconds: took, latencies }
})
