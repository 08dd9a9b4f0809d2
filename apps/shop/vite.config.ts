import { defineConfig, type Plugin } from 'vite'
import { drawProducts } from './src/drawings/draw-products.ts'

const server = process.env.THROUGHLINE_ORIGIN ?? 'http://127.0.0.1:4600'

/** Draws the pictures of the products into `images/`. */
const pictures = (): Plugin => ({
  name: 'pictures',
  generateBundle() {
    for (const [name, source] of drawProducts())
      this.emitFile({ type: 'asset', fileName: `images/${name}`, source })
  },
  configureServer({ middlewares }) {
    const drawn = drawProducts()
    middlewares.use('/shop/images', (request, response, next) => {
      const picture = drawn.get(request.url?.slice(1) ?? '')
      if (!picture) return next()
      response.setHeader('content-type', 'image/svg+xml')
      response.end(picture)
    })
  },
})

export default defineConfig({
  base: '/shop/',
  plugins: [pictures()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // A data: URL would need a looser Content-Security-Policy than the server sends.
    assetsInlineLimit: 0,
  },
  server: { proxy: Object.fromEntries(['/shop/api', '/sdk', '/v1'].map((path) => [path, server])) },
})
