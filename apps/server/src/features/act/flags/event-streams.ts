import { ofrepLimits } from '@throughline/contract/ofrep'
import type { FastifyReply } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { FlagDirectory } from './flag-directory.ts'
import type { DatafileAudience, ServedEnvironment } from './served-environment.ts'

/** Schedules are looked at so often. */
const TICK_MS = 1_000
/** Proxies end connections that are silent for a minute. */
const HEARTBEAT_MS = 25_000

interface StreamRequest {
  readonly served: ServedEnvironment
  readonly form: 'ofrep' | 'datafile'
  /** Whose datafile it is about. */
  readonly audience: DatafileAudience
  /** The revision that the client knows; another one is told at once. */
  readonly known: string | undefined
}

/** Server-sent events: who listens is told that flags changed, and asks for them itself. */
export interface EventStreams {
  /** Takes the reply over until the client leaves. @throws AppError `limit_exceeded` */
  open(reply: FastifyReply, request: StreamRequest): FastifyReply
  /** Ends all streams; clients come back by themselves. */
  close(): void
}

interface Stream extends Omit<StreamRequest, 'served'> {
  readonly projectId: string
  readonly environment: string
  readonly reply: FastifyReply
  sent: string | undefined
}

export function eventStreams(
  directory: Pick<FlagDirectory, 'served' | 'onChange'>,
  clock: Clock,
  mostOfProject: number = ofrepLimits.streamsOfProject,
): EventStreams {
  const streams = new Set<Stream>()

  const tell = (stream: Stream) => {
    const served = directory.served(stream.projectId, stream.environment)
    if (!served) {
      // Nothing may be written once it is ended, and it closes only when the other side has read all.
      streams.delete(stream)
      stream.reply.raw.end()
      return
    }
    const { revision } = served.datafile(stream.audience)
    if (revision === stream.sent) return
    stream.sent = revision
    stream.reply.raw.write(eventOf(stream.form, revision))
  }

  directory.onChange((projectId) => {
    for (const stream of streams) if (stream.projectId === projectId) tell(stream)
  })
  // A local evaluator sees the hour by itself; who asked for answers has those of before.
  let lookedAt = clock()
  const tick = setInterval(() => {
    const [after, upTo] = [lookedAt, clock()]
    lookedAt = upTo
    const turned = new Map<ServedEnvironment, boolean>()
    for (const { form, projectId, environment, reply } of streams) {
      const served = form === 'ofrep' ? directory.served(projectId, environment) : undefined
      if (!served) continue
      const isTurn = turned.get(served) ?? served.turnsBetween(after, upTo)
      turned.set(served, isTurn)
      if (isTurn) reply.raw.write(eventOf(form, served.datafile('token').revision))
    }
  }, TICK_MS)
  tick.unref()
  const heartbeat = setInterval(() => {
    for (const { reply } of streams) reply.raw.write(':\n\n')
  }, HEARTBEAT_MS)
  heartbeat.unref()

  return {
    open(reply, { served, form, audience, known }) {
      const { projectId, environment } = served
      if ([...streams].filter((stream) => stream.projectId === projectId).length >= mostOfProject)
        throw new AppError(
          'limit_exceeded',
          'Too many clients listen for changes. Ask for them now and then.',
          {
            retryAfter: 60,
          },
        )
      const headers = reply.getHeaders()
      reply.hijack()
      for (const [name, value] of Object.entries(headers))
        if (value !== undefined) reply.raw.setHeader(name, value)
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      // Whoever left while it was found out who asks is not heard leaving again.
      if (reply.raw.destroyed) return reply
      const stream: Stream = {
        projectId,
        environment: environment.key,
        form,
        audience,
        known,
        reply,
        sent: known,
      }
      streams.add(stream)
      reply.raw.on('close', () => streams.delete(stream))
      reply.raw.write('retry: 2000\n\n')
      tell(stream)
      return reply
    },

    close() {
      clearInterval(tick)
      clearInterval(heartbeat)
      for (const { reply } of streams) reply.raw.end()
      streams.clear()
    },
  }
}

function eventOf(form: StreamRequest['form'], revision: string): string {
  if (form === 'datafile') return `id: ${revision}\nevent: changed\ndata: ${JSON.stringify({ revision })}\n\n`
  const data = JSON.stringify({ type: 'refetchEvaluation', etag: revision })
  return `id: ${revision}\nevent: message\ndata: ${data}\n\n`
}
