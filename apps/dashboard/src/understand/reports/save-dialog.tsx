import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  changeSavedReport,
  createSavedReport,
  getSavedReport,
  listSavedReports,
  type SavedReport,
} from '@throughline/contract/boards'
import type { Question } from '@throughline/contract/question'
import { type FormEvent, useState } from 'react'
import { call, keyOf } from '../../api.ts'
import { useProject } from '../../session.ts'
import { useView } from '../../view/use-view.ts'
import { suggestedName } from './question/question-words.ts'
import { searchOfView, viewToKeep } from './view-of-report.ts'

/** Keeps a question under a name: as a new report, or in the place of the one it changes. */
export function SaveDialog(props: {
  question: Question
  saved: SavedReport | undefined
  onClose: () => void
}) {
  const { question, saved } = props
  const project = useProject()
  const view = useView()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [name, setName] = useState(saved?.name ?? suggestedName(question).slice(0, 200))
  const [description, setDescription] = useState(saved?.description ?? '')
  const save = useMutation({
    mutationFn: (asNew: boolean) => {
      const body = { name, description, question, view: viewToKeep(view, project.timezone) }
      return saved && !asNew
        ? call(changeSavedReport, { params: { id: saved.id }, body })
        : call(createSavedReport, { body })
    },
    onSuccess: async (report) => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: keyOf(listSavedReports) }),
        queryClient.invalidateQueries({ queryKey: keyOf(getSavedReport) }),
      ])
      await navigate({
        to: '/reports/$id',
        params: { id: report.id },
        search: searchOfView(report.view),
      })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate(false)
  }
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={saved ? 'Save changes' : 'Save report'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={200}
          required
          withAsterisk={false}
          data-autofocus
          error={save.isError ? save.error.message : undefined}
        />
        <Textarea
          label="What it is for"
          description="Optional: one line for whoever finds it later."
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          maxLength={4000}
          autosize
          minRows={2}
          mt="sm"
        />
        <Group justify="flex-end" gap={8} mt="lg">
          {saved ? (
            <Button variant="default" disabled={save.isPending} onClick={() => save.mutate(true)}>
              Save as another report
            </Button>
          ) : null}
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
