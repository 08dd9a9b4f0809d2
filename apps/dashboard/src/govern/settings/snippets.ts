/** What a snippet is filled with: where this server is, as the page sees it, and the project's public key. */
export interface SnippetTarget {
  /** `https://throughline.example.com`, without a path. */
  readonly origin: string
  readonly writeKey: string
}

/** How to send events from one kind of client. */
export interface Snippet {
  readonly id: string
  readonly label: string
  /** What to install, where there is something. */
  readonly install?: string
  readonly code: string
  readonly note?: string
}

/** Ready-made code for every client that we test with, and for those that speak the same protocol. */
export function snippetsFor(target: SnippetTarget): readonly Snippet[] {
  return [website, bundler, curl, analyticsJs, node, rudderstack, python, php, go, ruby].map((write) =>
    write(target),
  )
}

function curl({ origin, writeKey }: SnippetTarget): Snippet {
  return {
    id: 'curl',
    label: 'curl',
    code: `curl ${origin}/v1/track -u '${writeKey}:' -H 'content-type: application/json' -d '{
  "anonymousId": "first-visitor",
  "event": "Product Viewed",
  "properties": { "product_id": "sku-1", "name": "Boots 42", "price": 89.9, "currency": "EUR" }
}'`,
    note: 'It answers {"success":true} once the event is on disk.',
  }
}

function website({ origin, writeKey }: SnippetTarget): Snippet {
  return {
    id: 'website',
    label: 'Website',
    code: `<script>window.throughline = window.throughline || []</script>
<script async src="${origin}/sdk.js" data-write-key="${writeKey}"></script>`,
    note: 'Put it before </head>. It counts pages and watches for friction by itself; throughline.push([\'track\', \'Signed Up\']) sends events of your own. Add data-consent="required" to store nothing until visitors consent, and data-replay="friction" to record what happens around friction.',
  }
}

function bundler({ origin, writeKey }: SnippetTarget): Snippet {
  return {
    id: 'browser',
    label: 'Web app',
    install: 'npm install ./throughline-browser-0.1.0.tgz',
    code: `import { createClient } from '@throughline/browser'

export const throughline = createClient({ writeKey: '${writeKey}', host: '${origin}' })

throughline.track('Product Viewed', { product_id: 'sku-1', price: 89.9, currency: 'EUR' })`,
    note: 'npm pack in packages/browser of Throughline’s source, once it is built, makes the file to install. Pages of a single-page app are counted by themselves.',
  }
}

function analyticsJs({ origin, writeKey }: SnippetTarget): Snippet {
  return {
    id: 'analytics-next',
    label: 'analytics.js',
    install: 'npm install @segment/analytics-next',
    code: `import { AnalyticsBrowser } from '@segment/analytics-next'

export const analytics = AnalyticsBrowser.load(
  { writeKey: '${writeKey}', cdnURL: '${origin}' },
  ${integrations(origin, '  ')},
)

analytics.page()
analytics.track('Product Viewed', { product_id: 'sku-1', price: 89.9, currency: 'EUR' })`,
    note: 'For sites that use it already. It sends events and pages; signals of friction need Throughline’s own script.',
  }
}

function node({ origin, writeKey }: SnippetTarget): Snippet {
  return {
    id: 'node',
    label: 'Node.js',
    install: 'npm install @segment/analytics-node',
    code: `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${writeKey}', host: '${origin}' })

analytics.track({
  userId: 'user-1',
  event: 'Order Completed',
  properties: { order_id: 'o-1', revenue: 89.9, currency: 'EUR' },
})
await analytics.closeAndFlush()`,
  }
}

function rudderstack({ origin, writeKey }: SnippetTarget): Snippet {
  return {
    id: 'rudderstack',
    label: 'RudderStack',
    install: 'npm install @rudderstack/rudder-sdk-node',
    code: `import RudderAnalytics from '@rudderstack/rudder-sdk-node'

const analytics = new RudderAnalytics('${writeKey}', { dataPlaneUrl: '${origin}' })

analytics.identify({ userId: 'user-1', traits: { email: 'ada@example.com' } })
await analytics.flush()`,
  }
}

function python({ origin, writeKey }: SnippetTarget): Snippet {
  return {
    id: 'python',
    label: 'Python',
    install: 'pip install segment-analytics-python',
    code: `import segment.analytics as analytics

analytics.write_key = '${writeKey}'
analytics.host = '${origin}'

analytics.track('user-1', 'Order Completed', {'order_id': 'o-1', 'revenue': 89.9, 'currency': 'EUR'})
analytics.flush()`,
  }
}

function php({ origin, writeKey }: SnippetTarget): Snippet {
  const { host, protocol } = new URL(origin)
  return {
    id: 'php',
    label: 'PHP',
    install: 'composer require segmentio/analytics-php',
    code: `use Segment\\Segment;

Segment::init('${writeKey}', ['host' => '${host}', 'ssl' => ${protocol === 'https:'}]);

Segment::track([
  'userId' => 'user-1',
  'event' => 'Order Completed',
  'properties' => ['order_id' => 'o-1', 'revenue' => 89.9, 'currency' => 'EUR'],
]);
Segment::flush();`,
  }
}

function go({ origin, writeKey }: SnippetTarget): Snippet {
  return {
    id: 'go',
    label: 'Go',
    install: 'go get github.com/segmentio/analytics-go/v3',
    code: `client, err := analytics.NewWithConfig("${writeKey}", analytics.Config{Endpoint: "${origin}"})
if err != nil {
	log.Fatal(err)
}
defer client.Close()

client.Enqueue(analytics.Track{
	UserId:     "user-1",
	Event:      "Order Completed",
	Properties: analytics.NewProperties().SetRevenue(89.9).Set("order_id", "o-1").SetCurrency("EUR"),
})`,
  }
}

function ruby({ origin, writeKey }: SnippetTarget): Snippet {
  const { hostname, port, protocol } = new URL(origin)
  const secure = protocol === 'https:'
  return {
    id: 'ruby',
    label: 'Ruby',
    install: 'gem install analytics-ruby',
    code: `require 'segment/analytics'

analytics = Segment::Analytics.new(
  write_key: '${writeKey}', host: '${hostname}', port: ${port || (secure ? 443 : 80)}, ssl: ${secure}, path: '/v1/batch'
)

analytics.track(user_id: 'user-1', event: 'Order Completed',
                properties: { order_id: 'o-1', revenue: 89.9, currency: 'EUR' })
analytics.flush`,
  }
}

/** Segment's browser library takes the host apart from the protocol, and with the path of the API's version. */
function integrations(origin: string, indent: string): string {
  const { host, protocol } = new URL(origin)
  return `{
${indent}  integrations: {
${indent}    'Segment.io': { apiHost: '${host}/v1', protocol: '${protocol.replace(':', '')}' },
${indent}  },
${indent}}`
}
