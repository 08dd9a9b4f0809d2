import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Environment } from '@throughline/contract/environments'
import type { Flag } from '@throughline/contract/flags'
import { getProject } from '@throughline/contract/projects'
import { useState } from 'react'
import { query } from '../../../api.ts'
import { Card } from '../../../ui/card.tsx'
import { CodeBlock } from '../../../ui/code-block.tsx'
import classes from '../flags.module.css'
import { type SnippetKind, snippetKinds, snippetOf } from './snippets.ts'

/** Code that asks for the flag. */
export function SnippetCard({ flag, environment }: { flag: Flag; environment: Environment }) {
  const [kind, setKind] = useState<SnippetKind>('browser')
  const project = useQuery(query(getProject, {}))
  const isForServers = flag.browsers === 'none' && kind !== 'server'
  return (
    <Card
      title="Use it in code"
      tools={
        <Select
          aria-label="Where the code runs"
          size="xs"
          w={160}
          data={Object.entries(snippetKinds).map(([value, label]) => ({ value, label }))}
          value={kind}
          onChange={(value) => {
            if (value !== null && value in snippetKinds) setKind(value as SnippetKind)
          }}
          allowDeselect={false}
        />
      }
    >
      <CodeBlock
        label={`Code that asks for ${flag.key}`}
        code={snippetOf(kind, flag, {
          origin: window.location.origin,
          writeKey: project.data?.writeKey ?? 'YOUR_WRITE_KEY',
          environment: environment.isDefault ? undefined : environment.key,
        })}
      />
      {isForServers ? (
        <p className={classes.note}>
          Browsers may not know this flag: with the public write key the answer is the fallback. Change that
          under “About this flag”, or ask with an API token.
        </p>
      ) : null}
    </Card>
  )
}
