import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.THROUGHLINE_ORIGIN ?? 'http://127.0.0.1:4600'

/** Paths that the server answers; everything else is the dashboard's own. */
const served = ['/api', '/v1', '/docs', '/openapi.json', '/sdk.js', '/replay-frame', '/healthz', '/readyz']

/** Libraries that every page needs change rarely, so they live in files of their own that browsers keep. */
const vendors = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'mantine', test: /node_modules\/(@mantine|@floating-ui)\// },
  { name: 'tanstack', test: /node_modules\/@tanstack\// },
]

export default defineConfig({
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // A data: URL would need a looser Content-Security-Policy than the server sends.
    assetsInlineLimit: 0,
    // ECharts, loaded only by pages with a chart, is the one file above Vite's default of 500 kB.
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: vendors } } },
  },
  server: {
    proxy: Object.fromEntries(served.map((path) => [path, { target: server, changeOrigin: false }])),
  },
})
