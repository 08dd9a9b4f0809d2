/**
 * What Segment's browser client needs before it starts, and no more: its own destination with the key and the place to
 * send to. Everything that would make it load more code or send measurements of itself is off or absent.
 *
 * `@segment/analytics-next` 1.84 follows `protocol` in both of its modes; 1.55 in single mode only: its batches always go
 * to https.
 *
 * @param origin address of this server as the browser reaches it, such as `https://cx.example.com`
 */
export function browserSettings(writeKey: string, origin: URL): Record<string, unknown> {
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        apiHost: `${origin.host}/v1`,
        protocol: origin.protocol.slice(0, -1),
        addBundledMetadata: false,
        unbundledIntegrations: [],
      },
    },
    plan: {},
    edgeFunction: {},
    middlewareSettings: {},
    enabledMiddleware: {},
    remotePlugins: [],
    legacyVideoPluginsEnabled: false,
    analyticsNextEnabled: true,
    metrics: { sampleRate: 0 },
  }
}

export interface SeenFromOutside {
  /** The `Host` of the request. */
  readonly host: string | undefined
  /** `X-Forwarded-Proto`, as a proxy sets it. */
  readonly forwardedProto: string | undefined
  /** The `Origin` of the page that asks. */
  readonly origin: string | undefined
}

/**
 * The address by which a browser reached us: the configured one, else the request's own host.
 *
 * Behind a proxy that ends TLS a request looks like http. Then the proxy's header tells, and without one the asking
 * page: a page on https can't have asked over http, unless on this very machine.
 */
export function originSeen(publicUrl: string | undefined, seen: SeenFromOutside): URL | undefined {
  if (publicUrl !== undefined) return new URL(publicUrl)
  if (!seen.host || !/^[A-Za-z0-9._~:[\]-]{1,255}$/.test(seen.host)) return undefined
  const forwarded = seen.forwardedProto?.split(',', 1)[0]?.trim().toLowerCase()
  const secure =
    forwarded === 'https' ||
    (forwarded === undefined && Boolean(seen.origin?.startsWith('https://')) && !isThisMachine(seen.host))
  const address = `${secure ? 'https' : 'http'}://${seen.host}`
  return URL.canParse(address) ? new URL(address) : undefined
}

const isThisMachine = (host: string): boolean => /^(localhost|127\.|\[::1\])/.test(host)
