/** Founding an office: a passphrase for this laptop; then the office's recovery key is shown. */
import { call } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { useWords } from '../../app/use-words.ts'
import { StepScreen } from './step-screen.tsx'

export function CreateStep({ office, onBack }: { office: string; onBack: () => void }) {
  const { t } = useWords()
  const create = async (passphrase: string, laptop: string) => {
    const created = await call('office.create', { name: office, passphrase, laptop })
    if (!created.ok) return created.code
    useDesk.setState({ phase: { name: 'recovery-key', recoveryKey: created.value.recoveryKey, office } })
    return null
  }
  return (
    <StepScreen
      title={t('create.title', { office })}
      lead={t('create.lead')}
      action={t('create.action')}
      onDone={create}
      onBack={onBack}
    />
  )
}
