import { hash } from 'node:crypto'
import type { Datafile, Flag } from '@throughline/evaluator/datafile'
import type { StoredFlag } from './flag.ts'

/** A flag as one environment evaluates it: without what only people read. Undefined where it is not served there. */
export function servedFlag(
  { key, type, details, settings, archivedAt }: StoredFlag,
  environment: string,
): Flag | undefined {
  const own = Object.hasOwn(settings, environment) ? settings[environment] : undefined
  if (!own || archivedAt) return undefined
  const { enabled, off, prerequisites, rules, otherwise } = own
  return {
    key,
    type,
    enabled,
    variations: details.variations.map(({ key, value }) => ({ key, value: value as never })),
    off,
    prerequisites,
    rules: rules.map(({ name: _, ...rule }) => rule),
    otherwise,
  }
}

/** All that an environment serves. Its revision follows from what is in it, so that it is the same after a restart. */
export function datafileOf(environment: string, flags: readonly Flag[]): Datafile {
  const revision = hash('sha256', JSON.stringify([environment, flags]), 'base64url').slice(0, 22)
  return { format: 1, environment, revision, flags }
}

/** Those whose rules browsers may know, and that need no flag which they may not. */
export function openToBrowsers(flags: readonly Flag[], open: ReadonlySet<string>): readonly Flag[] {
  let left = flags.filter(({ key }) => open.has(key))
  for (;;) {
    const keys = new Set(left.map(({ key }) => key))
    const kept = left.filter(({ prerequisites }) => prerequisites.every(({ flag }) => keys.has(flag)))
    if (kept.length === left.length) return left
    left = kept
  }
}
