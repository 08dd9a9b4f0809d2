import { Modal } from '@mantine/core'
import type { PersonSummary, Profile } from '@throughline/contract/people'
import { useState } from 'react'
import { profileName } from '../person-name.ts'
import { MergePreview } from './merge-preview.tsx'
import { OtherPerson } from './other-person.tsx'

/** Says that two profiles are one person: find the other, see what the two become, say so. */
export function MergeDialog(props: { opened: boolean; onClose: () => void; id: string; profile: Profile }) {
  const { profile, onClose } = props
  const [other, setOther] = useState<PersonSummary>()
  const close = (): void => {
    setOther(undefined)
    onClose()
  }
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      size="lg"
      title={other ? 'Are these two one person?' : `Who else is ${profileName(profile)}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {other ? (
        <MergePreview
          id={props.id}
          profile={profile}
          otherId={other.profileId}
          onBack={() => setOther(undefined)}
          onDone={close}
        />
      ) : (
        <OtherPerson without={profile.profileId} onChoose={setOther} />
      )}
    </Modal>
  )
}
