import { hash } from 'node:crypto'
import { type OfrepBulk, type OfrepErrorCode, ofrepLimits } from '@throughline/contract/ofrep'
import type { Context, Evaluation } from '@throughline/evaluator/evaluation'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import { isKnown } from '../../../platform/http/if-none-match.ts'
import type { CollectionDoor } from '../../listen/collection/index.ts'
import { type EvaluationService, mayKnow, type Question } from './evaluation-service.ts'
import type { EventStreams } from './event-streams.ts'
import type { ExposureLog } from './exposure-log.ts'
import { environmentOf, type IdentifyCaller } from './flag-caller.ts'
import type { FlagDirectory } from './flag-directory.ts'
import { ofrepAnswer } from './ofrep-answer.ts'
import { isBrowser, withAgent } from './with-agent.ts'

export interface OfrepDependencies {
  readonly identify: IdentifyCaller
  readonly directory: Pick<FlagDirectory, 'served' | 'servedByChannel' | 'environments'>
  readonly evaluations: EvaluationService
  readonly exposures: Pick<ExposureLog, 'note'>
  readonly streams: EventStreams
  readonly door: CollectionDoor
  /** Requests that may wait for something at once, before further ones are told to come back. */
  readonly mostAtOnce?: number
}

const PATH = '/ofrep/v1/evaluate/flags'

/** What cannot be evaluated, in the protocol's own form. */
class Refusal extends Error {
  readonly errorCode: OfrepErrorCode

  constructor(errorCode: OfrepErrorCode, message: string) {
    super(message)
    this.errorCode = errorCode
  }
}

/**
 * The OpenFeature Remote Evaluation Protocol 0.3, as open to any site's pages as collection. Errors about who asks are
 * those of the whole API; all others have the protocol's form.
 *
 * @see https://github.com/open-feature/protocol
 */
export function registerOfrep(app: FastifyInstance, dependencies: OfrepDependencies): void {
  const { identify, directory, evaluations, exposures, streams, door, mostAtOnce = 2_000 } = dependencies
  let waiting = 0

  const questionOf = async (request: FastifyRequest): Promise<Question> => {
    const { projectId, askedBy } = await identify(request)
    const environment = environmentOf(request)
    const served = directory.served(projectId, environment)
    if (!served) {
      const known = directory.environments(projectId).map(({ key }) => key)
      throw new Refusal('GENERAL', `There is no environment "${environment}". There is ${known.join(', ')}.`)
    }
    return { served, askedBy, context: await contextOf(request, door) }
  }

  /** Runs one evaluation, and turns refusals into the protocol's answers. */
  const answer = async (
    reply: FastifyReply,
    key: string | undefined,
    work: () => Promise<FastifyReply>,
  ): Promise<FastifyReply> => {
    if (waiting >= mostAtOnce)
      throw new AppError('limit_exceeded', 'Too many evaluations are waiting. Try again in a moment.', {
        retryAfter: 1,
      })
    waiting++
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return send(reply.code(400), failure(key, error.errorCode, error.message))
    } finally {
      waiting--
    }
  }

  app.register(async (scope) => {
    door.openToAnySite(scope, ofrepLimits.bodyBytes)
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      if (reply.hasHeader('access-control-expose-headers'))
        reply.header('access-control-expose-headers', 'etag, retry-after')
    })
    scope.setErrorHandler((error, request, reply) => {
      const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
      if (status === 413) {
        const message = `The body is larger than ${ofrepLimits.bodyBytes / 1024 / 1024} MB.`
        return send(reply.code(400), failure(keyOf(request), 'INVALID_CONTEXT', message))
      }
      if (error instanceof AppError && error.code !== 'internal') throw error
      if (typeof status === 'number' && status < 500) throw error
      request.log.error({ err: error }, 'evaluation failed')
      const errorDetails = `The server failed. Its log tells more under request ${request.id}.`
      return send(reply.code(500), { errorDetails })
    })

    for (const path of [PATH, `${PATH}/*`]) scope.options(path, door.answerPreflight)

    scope.post(`${PATH}/*`, (request, reply) => {
      const key = keyOf(request) ?? ''
      return answer(reply, key, async () => {
        const question = await questionOf(request)
        const evaluation = evaluations.one(question, key)
        await exposures.note({
          projectId: question.served.projectId,
          evaluation,
          context: question.context,
          askedBy: question.askedBy,
          userAgent: request.headers['user-agent'],
        })
        return send(reply.code(statusOf(evaluation)), ofrepAnswer(evaluation, mayKnow(question)))
      })
    })

    scope.post(PATH, (request, reply) =>
      answer(reply, undefined, async () => {
        const question = await questionOf(request)
        const bulk = bulkOf(question, evaluations.all(question))
        const text = JSON.stringify(bulk)
        const etag = `"${hash('sha256', `${JSON.stringify(question.context)}\n${text}`, 'base64url').slice(0, 22)}"`
        reply.header('etag', etag)
        if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
        return reply.type(JSON_TYPE).send(text)
      }),
    )

    scope.get<{ Params: { channel: string }; Querystring: { since?: unknown } }>(
      '/ofrep/v1/events/:channel',
      { exposeHeadRoute: false },
      (request, reply) => {
        const served = directory.servedByChannel(request.params.channel)
        if (!served)
          throw new AppError(
            'not_found',
            'There is no such stream. The answer to a bulk evaluation names it.',
          )
        const last = request.headers['last-event-id'] ?? request.query.since
        const { revision } = served.datafile('token')
        const known = typeof last === 'string' && last !== '' ? last : revision
        return streams.open(reply, { served, form: 'ofrep', audience: 'token', known })
      },
    )
  })
}

async function contextOf(request: FastifyRequest, door: CollectionDoor): Promise<Context> {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  let body: unknown
  try {
    body = door.parseJson(await door.readBody(bytes, request.headers['content-encoding']))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new Refusal(error.details.tooLarge ? 'INVALID_CONTEXT' : 'PARSE_ERROR', error.message)
  }
  const context = isObject(body) ? body.context : undefined
  if (!isObject(context))
    throw new Refusal(
      'INVALID_CONTEXT',
      'context: is missing. Expected an object, such as {"targetingKey":"u1"}.',
    )
  const { targetingKey } = context
  if (targetingKey !== undefined && targetingKey !== null && typeof targetingKey !== 'string')
    throw new Refusal('INVALID_CONTEXT', 'context.targetingKey: must be text.')
  const { targetingKey: _, ...rest } = context
  const said = targetingKey === null ? rest : (context as Context)
  const userAgent = request.headers['user-agent']
  return isBrowser(userAgent) ? withAgent(said, door.agentOf(userAgent)) : said
}

function bulkOf(question: Question, evaluations: readonly Evaluation[]): OfrepBulk {
  const { served } = question
  const { environment } = served
  const known = mayKnow(question)
  const { revision } = served.datafile('token')
  return {
    flags: evaluations.map((evaluation) => ofrepAnswer(evaluation, known)),
    metadata: { environment: environment.key, revision },
    eventStreams: [
      {
        type: 'sse',
        endpoint: { requestUri: `/ofrep/v1/events/${environment.channel}?since=${revision}` },
        inactivityDelaySec: 120,
      },
    ],
  }
}

const statusOf = ({ reason, errorCode }: Evaluation): 200 | 400 | 404 => {
  if (reason !== 'ERROR') return 200
  return errorCode === 'FLAG_NOT_FOUND' ? 404 : 400
}

const failure = (key: string | undefined, errorCode: OfrepErrorCode, errorDetails: string) => ({
  ...(key !== undefined && { key }),
  errorCode,
  errorDetails,
})

/** Of a single evaluation; the slashes in a key may come as they are, or encoded. */
const keyOf = ({ params }: FastifyRequest): string | undefined => {
  const key = (params as { readonly '*'?: string })['*']
  return typeof key === 'string' ? key : undefined
}

const JSON_TYPE = 'application/json; charset=utf-8'

const send = (reply: FastifyReply, body: object): FastifyReply =>
  reply.type(JSON_TYPE).send(JSON.stringify(body))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
