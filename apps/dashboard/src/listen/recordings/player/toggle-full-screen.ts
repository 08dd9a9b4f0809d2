/** Shows the player alone on the whole screen, or ends that. Where the browser refuses, nothing changes. */
export function toggleFullScreen(player: HTMLElement | null): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : player?.requestFullscreen()
  done?.catch(() => undefined)
}
