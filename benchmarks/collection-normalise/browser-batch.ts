const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
]

/** One body of `POST /v1/batch` as Segment's browser client writes it; every message has its own id and person. */
export function browserBatch(size: number, firstPerson: number): string {
  const sentAt = new Date().toISOString()
  return JSON.stringify({
    writeKey: 'key',
    sentAt,
    batch: Array.from({ length: size }, (_, index) => message(index, firstPerson + index, sentAt)),
  })
}

function message(index: number, person: number, timestamp: string): object {
  const path = `/products/${person % 500}`
  return {
    type: 'track',
    event: index % 7 === 0 ? 'Product Added' : 'Product Viewed',
    anonymousId: `6f1c3c1e-3f0b-4d5c-9a57-${String(person).padStart(12, '0')}`,
    ...(person % 3 === 0 ? { userId: `user-${person}` } : {}),
    messageId: `ajs-next-${timestamp}-${person}-${index}`,
    timestamp,
    integrations: {},
    properties: {
      product_id: `p${person % 500}`,
      name: 'Linen sheet – “Nørrebro”',
      price: 49.9,
      currency: 'EUR',
      quantity: 1,
      category: 'Bedding',
      session_id: `s${person}`,
    },
    context: {
      page: {
        path,
        referrer: 'https://www.google.com/',
        search: '',
        title: 'Linen sheet',
        url: `https://shop.example${path}`,
      },
      userAgent: agents[person % agents.length],
      locale: 'en-GB',
      timezone: 'Europe/Berlin',
      library: { name: 'analytics.js', version: 'npm:next-1.84.3' },
      campaign: { source: 'google', medium: 'cpc', name: 'spring' },
      screen: { width: 1440, height: 900, density: 2 },
      location: { country: 'DE' },
    },
  }
}
