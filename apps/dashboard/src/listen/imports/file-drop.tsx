import { Button, FileButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { createImport, getImport, listImports } from '@throughline/contract/imports'
import { type DragEvent, useState } from 'react'
import { call, keyOf, query } from '../../api.ts'
import { Icon } from '../../ui/icon.tsx'
import classes from './imports.module.css'
import { sendFile } from './uploads.ts'

/** Drop a file, or choose one; it is sent at once and opened on its own page. */
export function FileDrop() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [over, setOver] = useState(false)
  const begin = useMutation({
    mutationFn: (file: File) => call(createImport, { body: { name: file.name, size: file.size } }),
    onSuccess: (item, file) => {
      const { queryKey } = query(getImport, { params: { id: item.id } })
      queryClient.setQueryData(queryKey, item)
      // It goes on behind the pages, so it is not waited for here.
      void sendFile(item, file).then((sent) => {
        if (sent) queryClient.setQueryData(queryKey, sent)
        return queryClient.invalidateQueries({ queryKey: keyOf(listImports) })
      })
      return navigate({ to: '/imports/$id', params: { id: item.id } })
    },
  })
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) begin.mutate(file)
  }
  return (
    <section
      className={classes.drop}
      data-over={over || undefined}
      aria-label="Import a file"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div>
        <p className={classes.dropTitle}>Drop a file here</p>
        <p className={classes.note}>
          Segment-shaped events (NDJSON), CSV, or an access log in common or combined format; plain or gzip,
          of any size. You see what it would become before anything is stored.
        </p>
      </div>
      <FileButton
        onChange={(file) => file && begin.mutate(file)}
        inputProps={{ 'aria-label': 'File to import' }}
      >
        {(props) => (
          <Button {...props} loading={begin.isPending} leftSection={<Icon name="plus" size={13} />}>
            Choose a file
          </Button>
        )}
      </FileButton>
      {begin.error ? <p role="alert">{begin.error.message}</p> : null}
    </section>
  )
}
