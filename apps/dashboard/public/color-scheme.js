// Runs before the first paint, so that a dark screen never flashes white. A file, not inline, for the strict CSP.
;(() => {
  const root = document.documentElement
  let chosen = null
  try {
    chosen = localStorage.getItem('throughline-color-scheme')
  } catch {
    // Storage may be switched off; the system's preference decides then.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
