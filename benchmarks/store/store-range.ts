/** The months that the large store covers; reports ask for all of it. */
export const storeRange = { from: '2026-01-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' } as const
