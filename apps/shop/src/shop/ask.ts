/** Asks the shop's own small API. @throws Error where it fails */
export async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`/shop/api/${path}`, {
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return (await answer.json()) as Answer
}
