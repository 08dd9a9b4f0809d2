import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listCustomerGroups, type Profile } from '@throughline/contract/people'
import { query } from '../../../api.ts'
import { formatCount, formatExactMoney } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { useView } from '../../../view/use-view.ts'
import { useSegments } from '../../segments/use-segments.ts'
import { ConsentCard } from '../consent/consent-card.tsx'
import { groupName } from '../groups/group-name.ts'
import { identifierText, kindWords } from '../identifier-words.ts'
import classes from './about.module.css'
import { FactList } from './fact-list.tsx'
import { traitFacts } from './trait-facts.ts'

/** Who a person is: identifiers, traits, money, segments, groups, consent. What there is nothing of is left out. */
export function AboutPerson({ id, profile }: { id: string; profile: Profile }) {
  const { timezone } = useView().period
  return (
    <>
      <Card title="Known by" hint={formatCount(profile.identifiers.length, 'identifier')}>
        <FactList
          facts={profile.identifiers.map((identifier) => ({
            key: identifierText(identifier),
            name: kindWords[identifier.kind],
            value: identifier.value,
          }))}
        />
      </Card>
      <Card title="Traits" hint={`Of each the value that was said last; times in ${timezone}`}>
        {Object.keys(profile.traits).length === 0 ? (
          <p className={classes.none}>Nothing was said about this person yet.</p>
        ) : (
          <FactList facts={traitFacts(profile, timezone)} />
        )}
      </Card>
      {profile.revenue.length > 0 ? (
        <Card title="Revenue" hint="Net of refunds, of all time">
          <dl className={classes.facts}>
            {profile.revenue.map(({ currency, orders, total }) => (
              <div key={currency}>
                <dt>{formatCount(orders, 'order')}</dt>
                <dd>{formatExactMoney(total, currency)}</dd>
              </div>
            ))}
          </dl>
        </Card>
      ) : null}
      <Segments ids={profile.segments} />
      <Groups id={id} />
      <ConsentCard id={id} profile={profile} timezone={timezone} />
    </>
  )
}

function Segments({ ids }: { ids: readonly string[] }) {
  const known = useSegments()
  return (
    <Card title="Segments" hint="That this person is in now">
      {ids.length === 0 ? <p className={classes.none}>In none.</p> : null}
      <div className={classes.chips}>
        {ids.map((segment) => (
          <Link key={segment} to="/people" search={{ segment }}>
            <Chip tone="thread">{known.find((one) => one.id === segment)?.name ?? segment}</Chip>
          </Link>
        ))}
      </div>
    </Card>
  )
}

function Groups({ id }: { id: string }) {
  const groups = useQuery(query(listCustomerGroups, { params: { id } })).data?.groups ?? []
  if (groups.length === 0) return null
  return (
    <Card title="Groups">
      <ul className={classes.groups}>
        {groups.map((group) => (
          <li key={group.groupId}>
            <Link to="/people/groups/$groupId" params={{ groupId: group.groupId }}>
              {groupName(group)}
            </Link>
            <span>
              {group.type ? `${group.type}, ` : ''}
              {formatCount(group.members, 'person', 'people')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
