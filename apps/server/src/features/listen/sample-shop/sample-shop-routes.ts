import { getSampleShop, loadSampleShop } from '@throughline/contract/sample-shop'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { SampleShopService } from './sample-shop-service.ts'

export const sampleShopEndpoints = (shop: SampleShopService): Endpoint[] => [
  endpoint(getSampleShop, ({ access }) => shop.get(access.projectId)),
  endpoint(loadSampleShop, ({ access }) => shop.load(access.projectId)),
]
