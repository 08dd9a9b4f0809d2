import { useState } from 'react'

const key = 'throughline-replay-hosts'

/** The server takes no more; who allows further ones forgets the oldest. */
const mostHosts = 20

/** Sites that the viewer let recordings load pictures from, kept on this device. */
export function useAllowedHosts(): readonly [readonly string[], (more: readonly string[]) => void] {
  const [hosts, setHosts] = useState(readHosts)
  const allow = (more: readonly string[]): void => {
    const next = [...new Set([...hosts, ...more])].slice(-mostHosts)
    setHosts(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Storage may be switched off; then the choice lasts as long as the page.
    }
  }
  return [hosts, allow]
}

function readHosts(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(stored) ? stored.filter((host) => typeof host === 'string') : []
  } catch {
    return []
  }
}
