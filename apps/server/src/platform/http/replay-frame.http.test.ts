import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { serveReplayFrame } from './replay-frame.ts'
import { registerSecurityHeaders } from './security-headers.ts'

async function frame(query = '') {
  const app = Fastify()
  registerSecurityHeaders(app, undefined)
  serveReplayFrame(app)
  const answer = await app.inject(`/replay-frame${query}`)
  return { ...answer, policy: String(answer.headers['content-security-policy']) }
}

it('is an empty page that only the dashboard may frame and in which nothing runs', async () => {
  const { policy, headers, body, statusCode } = await frame()
  expect(statusCode).toBe(200)
  expect(body).toContain('<body></body>')
  expect(headers['x-frame-options']).toBe('SAMEORIGIN')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).toMatch(/sandbox allow-same-origin$/)
  expect(policy).toContain("img-src 'self' data: blob:;")
  expect(policy).not.toMatch(/script-src|connect-src|frame-src/)
})

it('loads pictures and styles from the hosts that are named', async () => {
  const { policy } = await frame('?host=cdn.example.com&host=shop.example:8443')
  expect(policy).toContain("img-src 'self' data: cdn.example.com shop.example:8443 blob:")
  expect(policy).toContain("style-src 'self' data: cdn.example.com shop.example:8443 'unsafe-inline'")
})

it('takes nothing for a host that could change the policy', async () => {
  const tries = [
    '*',
    "'unsafe-inline'",
    'a.com; script-src *',
    'a.com script-src',
    'https:',
    'a.com,b.com',
    '',
    '-a',
    'a:x',
  ]
  const { policy } = await frame(`?${tries.map((name) => `host=${encodeURIComponent(name)}`).join('&')}`)
  expect(policy).toBe((await frame()).policy)
  const many = await frame(`?${Array.from({ length: 50 }, (_, index) => `host=h${index}.example`).join('&')}`)
  expect(many.policy).toContain('h19.example')
  expect(many.policy).not.toContain('h20.example')
})
