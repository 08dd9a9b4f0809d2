import type { EventView } from '@throughline/contract/event'
import { listArrivals } from '@throughline/contract/live'
import { useEffect, useReducer } from 'react'
import { call } from '../../api.ts'
import { type Arrivals, addArrivals, noArrivals } from './arrivals.ts'

/** Often enough to feel live, seldom enough that a forgotten tab costs nothing. */
const pauseBetween = 1_000

/** After a failure we ask more seldom, up to every 15 s. */
const longestPause = 15_000

type Action =
  | { readonly arrived: readonly EventView[]; readonly more: boolean }
  | { readonly failed: Error }
  | 'restart'

/**
 * Follows what arrives, newest first. While `paused`, or while the tab is hidden, nothing is asked; going on fetches
 * what was missed.
 */
export function useArrivals(event: string | undefined, paused: boolean): Arrivals {
  const [arrivals, dispatch] = useReducer(reduce, noArrivals)

  useEffect(() => {
    // A filter's rows replace those of the filter before.
    dispatch('restart')
    return undefined
  }, [])

  useEffect(() => {
    if (paused) return
    const stop = new AbortController()
    let cursor: string | undefined
    let failures = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async (): Promise<void> => {
      if (document.hidden) return schedule(pauseBetween)
      try {
        const query = { limit: 100, ...(event ? { event } : {}), ...(cursor ? { after: cursor } : {}) }
        const answer = await call(listArrivals, { query }, stop.signal)
        cursor = answer.cursor
        failures = 0
        dispatch({ arrived: answer.events, more: answer.more })
      } catch (error) {
        if (stop.signal.aborted) return
        failures += 1
        dispatch({ failed: error instanceof Error ? error : new Error(String(error)) })
      }
      schedule(Math.min(longestPause, pauseBetween * 2 ** failures))
    }
    const schedule = (wait: number): void => {
      if (!stop.signal.aborted) timer = setTimeout(ask, wait)
    }
    void ask()
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [event, paused])

  return arrivals
}

function reduce(state: Arrivals, action: Action): Arrivals {
  if (action === 'restart') return noArrivals
  if ('failed' in action) return { ...state, problem: action.failed }
  return addArrivals(state, action.arrived, action.more)
}
