import { SegmentedControl } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import classes from './settings.module.css'
import { snippetsFor } from './snippets.ts'

/** The write key and the code to send with, per client, filled with this project's own values. */
export function SendEvents({ writeKey }: { writeKey: string }) {
  const snippets = snippetsFor({ origin: window.location.origin, writeKey })
  const [chosen, choose] = useState('website')
  const snippet = snippets.find(({ id }) => id === chosen) ?? snippets[0]
  return (
    <>
      <Card
        title="Write key"
        hint="Public: it may stand in a website’s source. It lets events in, and nothing out."
      >
        <div className={classes.pair}>
          <CodeBlock code={writeKey} label="Write key" />
          <CodeBlock code={window.location.origin} label="Address to send to" />
        </div>
      </Card>
      <Card
        title="Code to send with"
        hint="Whatever speaks Segment’s HTTP API works; only the host and the key are yours."
      >
        <div className={classes.wide}>
          <div style={{ overflowX: 'auto' }}>
            <SegmentedControl
              aria-label="Client"
              data={snippets.map(({ id, label }) => ({ value: id, label }))}
              value={chosen}
              onChange={choose}
              size="xs"
            />
          </div>
          {snippet?.install ? (
            <CodeBlock code={snippet.install} label={`Install for ${snippet.label}`} />
          ) : null}
          {snippet ? <CodeBlock code={snippet.code} label={`Code for ${snippet.label}`} /> : null}
          {snippet?.note ? <p className={classes.note}>{snippet.note}</p> : null}
          <p className={classes.note}>
            Then watch it arrive in <Link to="/live">Live</Link>.
          </p>
        </div>
      </Card>
    </>
  )
}
