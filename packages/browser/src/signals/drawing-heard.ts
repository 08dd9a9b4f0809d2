import type { SignalHost } from './signal-host.ts'

const SURFACES =
  'CanvasRenderingContext2D WebGLRenderingContext WebGL2RenderingContext ImageBitmapRenderingContext GPUQueue'
/** Methods that change what a drawing shows. */
const DRAWS = /^(clear|draw|fill|put|stroke|submit|transfer)/
/** A click's answer is waited for no longer. */
const HEARD_MS = 1300

/**
 * Tells that something was drawn after a press: a game or a map may have answered where the document does not change. A
 * drawing calls these functions thousands of times, so they are heard only until the first call.
 *
 * @returns begins to hear; to be called at each press
 */
export function drawingHeard({ window, intercept, later, safe }: SignalHost, drawn: () => void): () => void {
  let restore: (() => void)[] = []
  let timer = 0
  const end = () => {
    for (const undo of restore) undo()
    restore = []
  }
  const heard = safe(() => {
    end()
    drawn()
  })
  const hear = (surface: Record<string, unknown>) => {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(surface))) {
      if (!DRAWS.test(name) || typeof value !== 'function') continue
      intercept(surface, name, (call) => {
        heard()
        return call()
      })
      const ours = surface[name]
      restore.push(() => {
        // Unless the page has put its own in its place meanwhile.
        if (surface[name] === ours) surface[name] = value
      })
    }
  }

  return safe(() => {
    if (!window.document.querySelector('canvas')) return
    window.clearTimeout(timer)
    if (!restore[0])
      for (const type of SURFACES.split(' ')) {
        const { prototype } = (window as never)[type] ?? ({} as { prototype?: Record<string, unknown> })
        if (prototype) hear(prototype)
      }
    timer = later(end, HEARD_MS)
  })
}
