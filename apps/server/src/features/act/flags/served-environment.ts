import { compile, type Evaluator } from '@throughline/evaluator/compile'
import type { Flag } from '@throughline/evaluator/datafile'
import { datafileOf, openToBrowsers, servedFlag } from './datafile-of.ts'
import type { FlagDetails, StoredEnvironment, StoredFlag } from './flag.ts'
import { asksNothing, bothNeeds, needsOf, noNeeds, type PersonNeeds } from './person-needs.ts'
import { turningPoints } from './turning-points.ts'

/** Who may see a datafile. */
export type DatafileAudience = 'token' | 'browsers'

interface WrittenDatafile {
  readonly revision: string
  readonly text: string
}

interface ServedFlag {
  readonly key: string
  readonly browsers: FlagDetails['browsers']
  /** Whether its rules, or those of what it needs, ask of the person behind the targeting key. */
  readonly asksPerson: boolean
}

/** An environment, ready to answer from memory. */
export interface ServedEnvironment {
  readonly projectId: string
  readonly environment: StoredEnvironment
  readonly evaluator: Evaluator
  readonly flags: ReadonlyMap<string, ServedFlag>
  /** Of all its flags together. */
  readonly needs: PersonNeeds
  datafile(audience: DatafileAudience): WrittenDatafile
  /** Whether an answer may be another one at the later moment only because time went by. In milliseconds since 1970. */
  turnsBetween(after: number, upTo: number): boolean
}

export function servedEnvironment(
  environment: StoredEnvironment,
  stored: readonly StoredFlag[],
): ServedEnvironment {
  const flags = stored.flatMap((flag) => servedFlag(flag, environment.key) ?? [])
  const needs = needsWithPrerequisites(flags)
  const browsers = new Map(stored.map(({ key, details }) => [key, details.browsers]))
  const written = new Map<DatafileAudience, WrittenDatafile>()
  const open = new Set(stored.filter(({ details }) => details.browsers === 'rules').map(({ key }) => key))
  // Most environments of most changes are never asked for.
  let evaluator: Evaluator | undefined
  const contentFor = (audience: DatafileAudience) =>
    datafileOf(environment.key, audience === 'token' ? flags : openToBrowsers(flags, open))
  return {
    projectId: environment.projectId,
    environment,
    get evaluator() {
      evaluator ??= compile(contentFor('token'))
      return evaluator
    },
    flags: new Map(
      flags.map(({ key }) => [
        key,
        {
          key,
          browsers: browsers.get(key) ?? 'none',
          asksPerson: !asksNothing(needs.get(key) ?? noNeeds),
        },
      ]),
    ),
    needs: [...needs.values()].reduce(bothNeeds, noNeeds),
    datafile(audience) {
      const known = written.get(audience)
      if (known) return known
      const content = contentFor(audience)
      const fresh = { revision: content.revision, text: JSON.stringify(content) }
      written.set(audience, fresh)
      return fresh
    },
    turnsBetween: turningPoints(flags),
  }
}

/** What each flag and all that it needs, directly or not, ask of a person. A circle ends where it began. */
function needsWithPrerequisites(flags: readonly Flag[]): ReadonlyMap<string, PersonNeeds> {
  const byKey = new Map(flags.map((flag) => [flag.key, flag]))
  const known = new Map<string, PersonNeeds>()
  const of = (key: string): PersonNeeds => {
    const found = known.get(key)
    const flag = byKey.get(key)
    if (found || !flag) return found ?? noNeeds
    const own = needsOf(flag)
    known.set(key, own)
    const all = flag.prerequisites.reduce((needs, { flag: next }) => bothNeeds(needs, of(next)), own)
    known.set(key, all)
    return all
  }
  for (const { key } of flags) of(key)
  return known
}
