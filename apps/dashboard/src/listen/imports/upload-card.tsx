import { Button, FileButton, Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getImport, type Import } from '@throughline/contract/imports'
import { useState } from 'react'
import { query } from '../../api.ts'
import { formatBytes } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import classes from './imports.module.css'
import { sendFile, useUpload } from './uploads.ts'

/** How far the file has come; one that broke off goes on when the same file is chosen again. */
export function UploadCard({ item }: { item: Import }) {
  const upload = useUpload(item.id)
  const sent = upload?.sent ?? item.received
  const share = item.size === 0 ? 100 : (100 * sent) / item.size
  const moving = upload !== undefined && upload.problem === null
  return (
    <Card title="Upload" hint={`${formatBytes(sent)} of ${formatBytes(item.size)}`}>
      <Progress value={share} aria-label={`Upload, ${Math.floor(share)} per cent`} animated={moving} />
      <p className={classes.note} role="status">
        {moving ? 'It goes on while you look at other pages. Keep the browser open until it is there.' : ''}
      </p>
      {upload?.problem ? <p role="alert">{upload.problem}</p> : null}
      {moving ? null : <GoOn item={item} />}
    </Card>
  )
}

function GoOn({ item }: { item: Import }) {
  const queryClient = useQueryClient()
  const [wrong, setWrong] = useState('')
  const { queryKey } = query(getImport, { params: { id: item.id } })
  const choose = async (file: File | null): Promise<void> => {
    if (!file) return
    if (file.size !== item.size) {
      setWrong(
        `That is another file: “${file.name}” has ${formatBytes(file.size)}, “${item.name}” ${formatBytes(item.size)}.`,
      )
      return
    }
    setWrong('')
    const now = await queryClient.fetchQuery({
      ...query(getImport, { params: { id: item.id } }),
      staleTime: 0,
    })
    const sent = await sendFile(now, file)
    if (sent) queryClient.setQueryData(queryKey, sent)
  }
  return (
    <div className={classes.actions}>
      <FileButton onChange={choose} inputProps={{ 'aria-label': `The file ${item.name}` }}>
        {(props) => <Button {...props}>Choose the file again</Button>}
      </FileButton>
      <span className={classes.note}>
        The upload broke off. What has arrived is kept; the rest follows when you choose “{item.name}” again.
      </span>
      {wrong === '' ? null : <p role="alert">{wrong}</p>}
    </div>
  )
}
