import type { EventView } from '@throughline/contract/event'
import { listArrivals } from '@throughline/contract/live'
import { useEffect, useReducer, useRef } from 'react'
import { call } from '../../api.ts'
import { type Arrivals, addArrivals, noArrivals } from './arrivals.ts'

/** Often enough to feel live, seldom enough that a forgotten tab costs nothing. */
const pauseBetween = 1_000

/** After a failure we ask more seldom, up to every 15 s. */
const longestPause = 15_000

type Action =
  | { readonly follow: string | undefined }
  | { readonly arrived: readonly EventView[]; readonly more: boolean }
  | { readonly failed: Error }

interface Followed {
  readonly event: string | undefined
  readonly arrivals: Arrivals
}

/**
 * Follows what arrives, newest first. While `paused`, or while the tab is hidden, nothing is asked; going on fetches
 * what was missed.
 */
export function useArrivals(event: string | undefined, paused: boolean): Arrivals {
  const [followed, dispatch] = useReducer(reduce, { event, arrivals: noArrivals })
  const place = useRef<{ event: string | undefined; cursor: string | undefined }>({
    event,
    cursor: undefined,
  })

  useEffect(() => {
    if (place.current.event !== event) place.current = { event, cursor: undefined }
    dispatch({ follow: event })
    if (paused) return
    const stop = new AbortController()
    let failures = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async (): Promise<void> => {
      if (document.hidden) return schedule(pauseBetween)
      try {
        const { cursor } = place.current
        const query = { limit: 100, ...(event ? { event } : {}), ...(cursor ? { after: cursor } : {}) }
        const answer = await call(listArrivals, { query }, stop.signal)
        place.current = { event, cursor: answer.cursor }
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

  return followed.event === event ? followed.arrivals : noArrivals
}

/** A filter's rows replace those of the filter before; a pause keeps them. */
function reduce(state: Followed, action: Action): Followed {
  if ('follow' in action) {
    return action.follow === state.event ? state : { event: action.follow, arrivals: noArrivals }
  }
  const { event, arrivals } = state
  if ('failed' in action) return { event, arrivals: { ...arrivals, problem: action.failed } }
  return { event, arrivals: addArrivals(arrivals, action.arrived, action.more) }
}
