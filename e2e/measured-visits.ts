const day = 86_400_000

/**
 * 400 visits, half of them fast; of those with a slow first page fewer go on, and fewer buy. The buttons of the checkout
 * answer slowly, by a script.
 */
export function* measuredVisits(now: number): Generator<Record<string, unknown>> {
  for (let visit = 0; visit < 400; visit += 1) {
    const slow = visit % 2 === 1
    const goesOn = slow ? visit % 8 === 1 : visit % 8 !== 0
    const begun = now - 3 * day + visit * 60_000
    const message = (path: string, after: number, more: Record<string, unknown>) => ({
      type: 'track',
      anonymousId: `visitor-${visit}`,
      messageId: `${visit}-${after}`,
      timestamp: new Date(begun + after * 1000).toISOString(),
      context: {
        page: { path, url: `https://shop.example${path}` },
        sessionId: `visit-${visit}`,
        device: { type: visit % 4 < 2 ? 'mobile' : 'desktop' },
        location: { country: slow ? 'IN' : 'DE' },
      },
      ...more,
    })
    const measured = (path: string, after: number, metric: string, value: number, attribution: object) =>
      message(path, after, {
        event: 'Web Vital Measured',
        properties: { metric, value, path, view_id: `${visit}${path}`, attribution },
      })
    const image = { element: 'img.hero', url: 'https://shop.example/hero.jpg' }
    yield message('/', 0, { type: 'page', properties: { path: '/' } })
    yield measured('/', 1, 'LCP', slow ? 6500 + visit : 1000 + visit, image)
    yield measured('/', 2, 'CLS', 0.01, {})
    if (goesOn) {
      yield message('/checkout', 10, { type: 'page', properties: { path: '/checkout' } })
      yield measured('/checkout', 11, 'INP', 300 + visit, {
        element: '#pay',
        script: 'https://shop.example/checkout.js',
      })
      yield message('/checkout', 12, {
        event: 'Order Completed',
        properties: { order_id: `order-${visit}`, revenue: 40, currency: 'EUR' },
      })
    }
  }
}
