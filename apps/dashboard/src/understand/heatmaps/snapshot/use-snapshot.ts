import type { HeatmapSnapshot } from '@throughline/contract/heatmaps'
import { type RefObject, useEffect, useState } from 'react'
import { useAllowedHosts } from '../../../listen/recordings/player/allowed-hosts.ts'
import { type OpenSnapshot, openSnapshot } from './open-snapshot.ts'

/** How far the picture of a page has come. */
export type SnapshotState =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly snapshot: OpenSnapshot }
  | { readonly status: 'failed'; readonly problem: Error }

/** Draws the page of a recording into `place`, and takes it away with the component. */
export function useSnapshot(
  place: RefObject<HTMLElement | null>,
  wanted: HeatmapSnapshot | null,
): SnapshotState {
  const [state, setState] = useState<SnapshotState>({ status: 'none' })
  const [hosts] = useAllowedHosts()
  const allowed = hosts.join(' ')
  const { recordingId, at = 0, viewport } = wanted ?? {}
  const { width = 0, height = 0 } = viewport ?? {}
  useEffect(() => {
    const element = place.current
    if (recordingId === undefined || !element) return setState({ status: 'none' })
    const stop = new AbortController()
    let open: OpenSnapshot | undefined
    setState({ status: 'loading' })
    const names = allowed.split(' ').filter((host) => host !== '')
    openSnapshot(element, { recordingId, at, viewport: { width, height } }, names, stop.signal)
      .then((snapshot) => {
        if (stop.signal.aborted) return snapshot.remove()
        open = snapshot
        setState({ status: 'ready', snapshot })
      })
      .catch((error: unknown) => {
        if (stop.signal.aborted) return
        setState({ status: 'failed', problem: error instanceof Error ? error : new Error(String(error)) })
      })
    return () => {
      stop.abort()
      open?.remove()
    }
  }, [place, recordingId, at, width, height, allowed])
  return state
}
