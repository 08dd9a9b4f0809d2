import { getCustomerConsent } from '@throughline/contract/consent'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { ConsentService } from './consent-service.ts'

export const consentEndpoints = (consent: ConsentService): Endpoint[] => [
  endpoint(getCustomerConsent, ({ access: { projectId }, params }) => consent.of(projectId, params.id)),
]
