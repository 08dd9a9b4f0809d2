import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql } from '../../../platform/analytics/sql.ts'
import { consentSaidBy, isConsentRow } from '../../../platform/events/consent.ts'
import { type LogSlice, rowsOf } from './log-slice-queries.ts'
import { type Generation, sliceTable, tableOf } from './people-tables-store.ts'

const Contents = Type.Object({
  traits: Type.String(),
  consent: Type.String(),
  groups: Type.String(),
  aliases: Type.String(),
  words: Type.String(),
  claims: Type.String(),
})

/** How much of what a slice of the log holds, so that what is not there need not be looked for. */
export type SliceContents = { readonly [K in keyof typeof Contents.properties]: number }

/** Owner of the tables of people, traits, consent and groups. What it writes are minima and maxima: writing it again changes nothing. */
export interface PeopleStore {
  /** Gathers a slice of the log, for all that is drawn from it until the next. */
  gather(slice: LogSlice): Promise<SliceContents>
  /** Draws people, traits, consent and groups from the slice that was gathered last. */
  project(slice: LogSlice, contents: SliceContents): Promise<void>
}

export function peopleStore(analytics: Analytics, generation: Generation = 'live'): PeopleStore {
  const command = (name: string, statement: Sql) => analytics.command(statement, { name }, 'background')
  const gathered = sliceTable(generation)
  return {
    async gather(slice) {
      await command('forget_slice', sql`TRUNCATE TABLE ${gathered}`)
      await command(
        'gather_slice',
        sql`INSERT INTO ${gathered} (${sliceColumns}, carries_consent)
            SELECT ${sliceColumns}, ${isConsentRow} FROM events WHERE ${rowsOf(slice)}`,
      )
      const [row] = await analytics.query(
        sql`SELECT countIf(carries_traits) AS traits, countIf(carries_consent) AS consent,
              countIf(type = 'group') AS groups,
              countIf(type = 'alias') AS aliases, countIf(type IN ('merge', 'unmerge')) AS words,
              countIf(((user_id != '') + (email != '') + (phone != '') + (card != '') + (anonymous_id != '')) > 1) AS claims
            FROM ${gathered}`,
        Contents,
        { name: 'slice_contents' },
        'background',
      )
      const count = (name: keyof typeof Contents.properties) => Number(row?.[name] ?? 0)
      return {
        traits: count('traits'),
        consent: count('consent'),
        groups: count('groups'),
        aliases: count('aliases'),
        words: count('words'),
        claims: count('claims'),
      }
    },

    async project(slice, contents) {
      await command('project_people', peopleOf(tableOf('people', generation), gathered))
      if (contents.traits > 0) await command('project_traits', traitsOf(tableOf('traits', generation), slice))
      if (contents.consent > 0)
        await command('project_consent', consentOf(tableOf('consent', generation), slice))
      if (contents.groups === 0) return
      await command('project_group_members', membersOf(tableOf('groupMembers', generation), slice))
      await command('project_group_traits', groupTraitsOf(tableOf('groupTraits', generation), slice))
    },
  }
}

const sliceColumns = sql`project_id, message_id, type, ts, user_id, anonymous_id, email, phone, card, previous_id,
  person_key, carries_traits`

/** The identifier that a row's person key is made from. */
const strongest = sql`multiIf(user_id != '', ('user_id', user_id), email != '', ('email', email),
      phone != '', ('phone', phone), card != '', ('card', card), ('anonymous_id', anonymous_id))`

const peopleOf = (table: Sql, gathered: Sql): Sql => sql`
  INSERT INTO ${table} (project_id, person_key, kind, value, first_seen, last_seen)
  SELECT project_id, person_key, any(${strongest}.1), any(${strongest}.2), min(ts), max(ts)
  FROM ${gathered} WHERE type NOT IN ('merge', 'unmerge')
  GROUP BY project_id, person_key`

/** Of an identify its traits; of another call the traits of the person in its context. */
const traitsOf = (table: Sql, slice: LogSlice): Sql => sql`
  INSERT INTO ${table} (project_id, trait, person_key, latest)
  SELECT project_id, trait.1, person_key, max((ts, message_id, trait.2))
  FROM (
    SELECT project_id, person_key, ts, message_id, arrayJoin(JSONExtractKeysAndValuesRaw(
      if(type = 'identify', properties, JSONExtractRaw(context, 'traits')))) AS trait
    FROM events WHERE ${rowsOf(slice)} AND carries_traits AND type NOT IN ('merge', 'unmerge')
  )
  GROUP BY project_id, trait.1, person_key`

const consentOf = (table: Sql, slice: LogSlice): Sql => sql`
  INSERT INTO ${table} (project_id, person_key, purpose, latest, ever_denied)
  SELECT project_id, person_key, purpose, max((ts, message_id, toUInt8(granted))), max(toUInt8(NOT granted))
  FROM (
    SELECT project_id, person_key, ts, message_id, decision.1 AS purpose, min(decision.2) AS granted
    FROM (
      SELECT project_id, person_key, ts, message_id, arrayJoin(${consentSaidBy}) AS decision
      FROM events WHERE ${rowsOf(slice)} AND ${isConsentRow}
    )
    GROUP BY project_id, person_key, ts, message_id, purpose
  )
  GROUP BY project_id, person_key, purpose`

const membersOf = (table: Sql, slice: LogSlice): Sql => sql`
  INSERT INTO ${table} (project_id, group_id, person_key, since)
  SELECT project_id, group_id, person_key, min(ts)
  FROM events WHERE ${rowsOf(slice)} AND type = 'group' AND group_id != ''
  GROUP BY project_id, group_id, person_key`

const groupTraitsOf = (table: Sql, slice: LogSlice): Sql => sql`
  INSERT INTO ${table} (project_id, group_id, trait, latest)
  SELECT project_id, group_id, trait.1, max((ts, message_id, trait.2))
  FROM (
    SELECT project_id, group_id, ts, message_id, arrayJoin(JSONExtractKeysAndValuesRaw(properties)) AS trait
    FROM events WHERE ${rowsOf(slice)} AND type = 'group' AND group_id != ''
  )
  GROUP BY project_id, group_id, trait.1`
