import type { Feature } from '../../../platform/http/feature.ts'
import { readBuiltScripts } from './built-scripts.ts'
import { registerSdkRoutes } from './sdk-routes.ts'

export interface SdkDependencies {
  /** Where the built SDK lies. */
  readonly folder: string
}

/** Gives sites the SDK that they embed, and what it loads later. */
export const sdkFeature = ({ folder }: SdkDependencies): Feature => ({
  register: (app) => registerSdkRoutes(app, readBuiltScripts(folder)),
})
