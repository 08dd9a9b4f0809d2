import { frameStyle } from './frame-style.ts'

/** A window of the visitor, in CSS pixels. */
export interface Viewport {
  readonly width: number
  readonly height: number
}

/** Where a recording is rebuilt: a page without scripts in a sandboxed frame, as large as the visitor's window. */
export interface Stage {
  /** What the replayer draws into. */
  readonly root: HTMLElement
  /** The visitor's window has this size from now on. */
  resize(viewport: Viewport): void
  remove(): void
}

/**
 * Opens a stage that fills `place` as far as the window's shape allows.
 *
 * @param hosts other sites from which pictures, fonts and styles may be loaded
 * @throws Error where the server's frame can't be loaded
 */
export async function openStage(
  place: HTMLElement,
  viewport: Viewport,
  hosts: readonly string[],
): Promise<Stage> {
  const frame = document.createElement('iframe')
  // Without allow-scripts nothing in the recording runs, and without the others it opens, sends and leads nowhere.
  frame.setAttribute('sandbox', 'allow-same-origin')
  frame.title = 'The visitor’s page'
  frame.inert = true
  frame.tabIndex = -1
  frame.src = `/replay-frame?${new URLSearchParams(hosts.map((host) => ['host', host]))}`
  await loadInto(place, frame)
  const inside = frame.contentDocument
  if (!inside?.body) {
    frame.remove()
    throw new Error('The frame for the replay could not be opened')
  }
  const style = inside.createElement('style')
  style.textContent = frameStyle
  inside.head.append(style)

  let size = viewport
  const drawToScale = (): void => {
    const { clientWidth, clientHeight } = place
    const scale = Math.min(clientWidth / size.width, clientHeight / size.height)
    Object.assign(frame.style, {
      width: `${size.width}px`,
      height: `${size.height}px`,
      transform: `translate(${(clientWidth - size.width * scale) / 2}px, ${(clientHeight - size.height * scale) / 2}px) scale(${scale})`,
    })
  }
  const observer = new ResizeObserver(drawToScale)
  observer.observe(place)
  drawToScale()
  return {
    root: inside.body,
    resize(next) {
      size = next
      drawToScale()
    },
    remove() {
      observer.disconnect()
      frame.remove()
    },
  }
}

function loadInto(place: HTMLElement, frame: HTMLIFrameElement): Promise<void> {
  return new Promise((loaded) => {
    frame.addEventListener('load', () => loaded(), { once: true })
    place.append(frame)
  })
}
