import { randomUUIDv7 } from 'node:crypto'
import type { Identifier } from '@throughline/contract/identifier'
import type { Profile } from '@throughline/contract/people'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { EventLog } from '../../../platform/events/event-log.ts'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { inEventForm } from './customer-id.ts'
import type { IdentityStore } from './identity-store.ts'
import { replayWords, type Word } from './identity-words.ts'
import { type KeyedIdentifier, keyed } from './keyed-identifier.ts'
import type { FollowedLog, PeopleProjector } from './people-projector.ts'
import type { FoundPerson, ProfileService } from './profile-service.ts'

export interface MergeServiceDependencies {
  readonly profiles: ProfileService
  readonly identity: Pick<IdentityStore, 'words'>
  readonly projector: Pick<PeopleProjector, 'reached' | 'rules'>
  readonly log: EventLog & FollowedLog
  readonly clock: Clock
}

/** Explicit decisions about who is who. They are events of the log, so that a rebuild knows of them. */
export interface MergeService {
  merge(projectId: string, id: string, other: string, by: string): Promise<Profile>
  unmerge(
    projectId: string,
    id: string,
    identifier: Identifier,
    by: string,
  ): Promise<{ profile: Profile; separated: Profile }>
}

export function mergeService({
  profiles,
  identity,
  projector,
  log,
  clock,
}: MergeServiceDependencies): MergeService {
  let lastSaid = 0
  const nameOf = async (projectId: string, person: FoundPerson): Promise<KeyedIdentifier> => {
    const name = (await profiles.identifiers(projectId, person)).find(({ key }) => key === person.profile)
    if (!name) throw new AppError('internal', `The profile ${person.profile} has no identifier of its name.`)
    return name
  }

  /** What was acknowledged before is known when a decision is taken, and the decision when it is answered. */
  const caughtUp = () => projector.reached(log.lastSeq())

  const say = async (
    projectId: string,
    word: Word['word'],
    subject: KeyedIdentifier,
    other: KeyedIdentifier,
    by: string,
  ) => {
    // Two words never have one time, so that the later one is the last.
    lastSaid = Math.max(clock(), lastSaid + 1)
    await log.append([wordRow(projectId, word, subject, other, by, lastSaid)])
    await caughtUp()
  }

  const current = async (projectId: string, key: string): Promise<FoundPerson> => {
    const person = await profiles.findByKey(projectId, key)
    if (!person) throw new AppError('internal', `The profile of the key ${key} is gone.`)
    return person
  }

  return {
    async merge(projectId, id, other, by) {
      await caughtUp()
      const into = await profiles.find(projectId, id)
      const from = await profiles.find(projectId, other, 'with')
      if (into.profile !== from.profile) {
        const [subject, name] = [await nameOf(projectId, from), await nameOf(projectId, into)]
        await say(projectId, 'merge', subject, name, by)
      }
      return profiles.profile(projectId, await current(projectId, into.profile))
    },

    async unmerge(projectId, id, given, by) {
      await caughtUp()
      const person = await profiles.find(projectId, id)
      const { kind, value } = inEventForm(given)
      const subject = keyed(projectId, kind, value)
      if (!person.keys.includes(subject.key)) {
        throw new AppError('not_found', `identifier: this person has no ${kind} "${given.value}".`, {
          field: 'identifier',
        })
      }
      const left = await whoIsLeft(projectId, person, subject)
      await say(projectId, 'unmerge', subject, await nameOf(projectId, person), by)
      return {
        profile: await profiles.profile(projectId, await current(projectId, left)),
        separated: await profiles.profile(projectId, await current(projectId, subject.key)),
      }
    },
  }

  /** A key of the profile that stays behind when the subject leaves it. */
  async function whoIsLeft(
    projectId: string,
    person: FoundPerson,
    subject: KeyedIdentifier,
  ): Promise<string> {
    if (subject.key !== person.profile) return person.profile
    const { parents } = replayWords(await identity.words(projectId, [subject.key]))
    const merged = [...parents].find(([, parent]) => parent === subject.key)?.[0]
    const others = (await profiles.identifiers(projectId, person)).filter(
      ({ key, kind }) => kind === 'user_id' && key !== subject.key,
    )
    const left = merged ?? others[0]?.key
    if (left) return left
    throw new AppError(
      'conflict',
      `identifier: the profile is named after this ${subject.kind}, and nothing was merged into it. Unmerge the other identifiers from it instead.`,
      { field: 'identifier' },
    )
  }
}

/**
 * A word as a row of the log: its identifier is the name of the profile that it was said of, `previous_id` is
 * `kind:value` of its subject.
 */
function wordRow(
  projectId: string,
  word: Word['word'],
  subject: KeyedIdentifier,
  other: KeyedIdentifier,
  by: string,
  ts: number,
): EventRow {
  const blank = {
    user_id: '',
    anonymous_id: '',
    email: '',
    phone: '',
    card: '',
    group_id: '',
    session_id: '',
    arrival: '',
    campaign_source: '',
    campaign_medium: '',
    campaign_name: '',
    referrer: '',
    device_type: '',
    browser: '',
    browser_version: '',
    os: '',
    os_version: '',
    country: '',
    url: '',
    path: '',
  }
  const { key: _, ...named } = subject
  return {
    ...blank,
    project_id: projectId,
    message_id: `${word}-${randomUUIDv7()}`,
    type: word,
    event: word,
    ts,
    received_at: ts,
    [other.kind]: other.value,
    previous_id: `${subject.kind}:${subject.value}`,
    person_key: other.key,
    channel: 'server',
    properties: JSON.stringify({ by, identifier: named, profile: { kind: other.kind, value: other.value } }),
    context: '{}',
  }
}
