/** Somebody asks to be let in: compare the code by voice, choose the role, let in. */
import { UserCheck } from 'lucide-react'
import { useState } from 'react'
import type { RosterRequest } from '#shared/bridge/contract.ts'
import type { Role } from '#shared/sync/roles.ts'
import { useWords } from '../../app/use-words.ts'
import { VoiceCode } from '../../components/voice-code.tsx'
import { RolePicker } from './role-picker.tsx'

export function RequestCard({ request, onApprove }: { request: RosterRequest; onApprove: (role: Role) => void }) {
  const { t } = useWords()
  const [role, setRole] = useState<Role>('officer')
  const [same, setSame] = useState(false)
  const person = request.person || t('people.unnamed')
  return (
    <article className="request" data-testid="join-request">
      <p>
        <strong>{person}</strong> {request.laptop && <span className="muted">· {request.laptop}</span>}
      </p>
      <p className="muted">{t('people.compare', { person })}</p>
      <VoiceCode code={request.code} label={t('waiting.code')} />
      <label className="check">
        <input type="checkbox" checked={same} onChange={(event) => setSame(event.target.checked)} /> {t('people.same')}
      </label>
      <div className="request-actions">
        <RolePicker value={role} label={t('people.role')} onChange={setRole} />
        <button type="button" className="button button-primary" disabled={!same} onClick={() => onApprove(role)}>
          <UserCheck size={15} aria-hidden="true" /> {t('people.approve')}
        </button>
      </div>
      <small className="muted">{t(`roleHint.${role}`)}</small>
    </article>
  )
}
