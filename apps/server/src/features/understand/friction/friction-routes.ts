import * as routes from '@throughline/contract/friction'
import { changeFrictionSettings, getFrictionSettings } from '@throughline/contract/friction-settings'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { FindingService } from './finding-service.ts'
import { checkedPeriod } from './friction-period.ts'
import type { SettingsService } from './settings-service.ts'

export interface FrictionRoutesDependencies {
  readonly findings: FindingService
  readonly settings: SettingsService
  /** Whether mails can be sent at all. */
  readonly smtpConfigured: boolean
  /** Name of somebody with a login; undefined where there is nobody by that id. */
  readonly nameOf: (userId: string) => Promise<string | undefined>
}

/** Friction in money over HTTP. */
export function frictionEndpoints(deps: FrictionRoutesDependencies): Endpoint[] {
  const { findings, settings, smtpConfigured, nameOf } = deps
  return [
    endpoint(routes.listFriction, ({ access, query }) =>
      findings.list(access.projectId, checkedPeriod(query)),
    ),
    endpoint(routes.getFinding, ({ access, params, query }) =>
      findings.detail(access.projectId, params.id, checkedPeriod(query)),
    ),
    endpoint(routes.markFinding, async ({ access, params, body }) => {
      const by = access.userId === null ? null : ((await nameOf(access.userId)) ?? null)
      return findings.mark(access.projectId, params.id, body, by)
    }),
    endpoint(getFrictionSettings, async ({ access }) => ({
      ...(await settings.get(access.projectId)),
      smtpConfigured,
    })),
    endpoint(changeFrictionSettings, async ({ access, body }) => ({
      ...(await settings.change(access.projectId, body)),
      smtpConfigured,
    })),
  ]
}
