import { expect, it } from 'vitest'
import { snippetsFor } from './snippets.ts'

it('fills every snippet with the project’s own key and host', () => {
  const snippets = snippetsFor({ origin: 'https://cx.example.com', writeKey: 'wk_1' })
  expect(snippets.map(({ id }) => id)).toEqual([
    'website',
    'browser',
    'curl',
    'analytics-next',
    'node',
    'rudderstack',
    'python',
    'php',
    'go',
    'ruby',
  ])
  for (const { code } of snippets) {
    expect(code).toContain('wk_1')
    expect(code).toContain('cx.example.com')
  }
})

it('takes host, port and protocol apart for the clients that want them so', () => {
  const code = (origin: string, id: string): string | undefined =>
    snippetsFor({ origin, writeKey: 'wk' }).find((snippet) => snippet.id === id)?.code
  expect(code('http://127.0.0.1:4600', 'analytics-next')).toContain(
    "{ apiHost: '127.0.0.1:4600/v1', protocol: 'http' }",
  )
  expect(code('http://127.0.0.1:4600', 'php')).toContain("'host' => '127.0.0.1:4600', 'ssl' => false")
  expect(code('https://cx.example.com', 'ruby')).toContain("host: 'cx.example.com', port: 443, ssl: true")
})
