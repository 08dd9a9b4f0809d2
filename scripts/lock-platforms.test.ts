import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lockProblems, repairLock } from './lock-platforms.mjs'

const committed = () =>
  JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as Parameters<
    typeof lockProblems
  >[0]

describe('the lock file', () => {
  it('lets npm ci install on every platform, from any registry', () => {
    expect(lockProblems(committed())).toEqual([])
  })

  it('is reported and repaired where npm has dropped a platform', () => {
    const lock = committed()
    const {
      integrity: _,
      license: __,
      ...kept
    } = { ...lock.packages['node_modules/@chdb/lib-linux-arm64-gnu'] } as Record<string, unknown>
    delete lock.packages['node_modules/@chdb/lib-linux-arm64-gnu']
    expect(lockProblems(lock)).toEqual([
      '@chdb/lib-linux-arm64-gnu, an optional dependency of node_modules/chdb, has no entry.',
      'node_modules/@chdb/lib-linux-arm64-gnu has no entry.',
    ])
    repairLock(lock)
    expect(lockProblems(lock)).toEqual([])
    expect(lock.packages['node_modules/@chdb/lib-linux-arm64-gnu']).toEqual(kept)
  })

  it('names no registry', () => {
    const lock = committed()
    const entry = lock.packages['node_modules/chdb']
    if (entry) entry.resolved = 'https://registry.example/chdb.tgz'
    expect(lockProblems(lock)).toEqual(['node_modules/chdb names a registry address (resolved).'])
    repairLock(lock)
    expect(lockProblems(lock)).toEqual([])
  })

  it('keeps two versions of a platform package apart', () => {
    const lock: Parameters<typeof lockProblems>[0] = {
      lockfileVersion: 3,
      packages: {
        'node_modules/a': { version: '1.0.0', optionalDependencies: { 'a-darwin-arm64': '1.0.0' } },
        'node_modules/b': { version: '1.0.0' },
        'node_modules/b/node_modules/a': {
          version: '2.0.0',
          optionalDependencies: { 'a-darwin-arm64': '2.0.0' },
        },
      },
    }
    repairLock(lock)
    expect(lock.packages['node_modules/a-darwin-arm64']?.version).toBe('1.0.0')
    expect(lock.packages['node_modules/b/node_modules/a/node_modules/a-darwin-arm64']?.version).toBe('2.0.0')
  })
})
