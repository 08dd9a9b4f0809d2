import { expect, it, vi } from 'vitest'
import { type ImportServiceDependencies, importService } from './import-service.ts'

it.each(['pause', 'cancel', 'remove'] as const)(
  '%s does not end the work of another project',
  async (verb) => {
    const stop = vi.fn(async () => {})
    const deps = { store: { find: async () => undefined }, jobs: { stop, live: () => undefined } }
    const service = importService(deps as unknown as ImportServiceDependencies)
    await expect(service[verb]('other', 'known')).rejects.toMatchObject({ code: 'not_found' })
    expect(stop).not.toHaveBeenCalled()
  },
)
