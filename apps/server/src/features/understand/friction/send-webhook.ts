const TIMEOUT_MS = 10_000

/**
 * Posts a message to an address that the team chose; any host, this machine too. Resolves on 2xx alone. A redirect is no
 * answer: what is told would go to an address that nobody chose.
 *
 * @throws Error that says why, without the address: it may hold a secret
 */
export async function sendWebhook(url: string, body: object, signal: AbortSignal): Promise<void> {
  let status: number
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Throughline' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    status = answer.status
    await answer.body?.cancel()
  } catch (error) {
    throw new Error(reasonOf(error))
  }
  if (status >= 300 && status < 400)
    throw new Error(`it answered ${status}, a redirect; the settings must name the last address`)
  if (status < 200 || status >= 300) throw new Error(`it answered ${status}`)
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the call failed'
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`
  const { cause } = error
  return cause instanceof Error && 'code' in cause ? `no connection (${cause.code})` : 'no connection'
}
