import { UserX } from 'lucide-react'
import { useState } from 'react'
import type { RosterMember } from '#shared/bridge/contract.ts'
import type { Role } from '#shared/sync/roles.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { RolePicker } from './role-picker.tsx'

export interface MemberTableProps {
  readonly members: readonly RosterMember[]
  readonly decides: boolean
  readonly onRole: (device: string, role: Role) => void
  readonly onRevoke: (device: string) => void
}

export function MemberTable({ members, decides, onRole, onRevoke }: MemberTableProps) {
  const { t } = useWords()
  const [leaving, setLeaving] = useState<RosterMember | null>(null)
  const nameOf = (member: RosterMember) => member.person || t('people.unnamed')
  return (
    <div className="item-table-wrap">
      <table className="item-table" data-testid="members">
        <thead>
          <tr>
            {['person', 'laptop', 'role', 'state'].map((column) => (
              <th key={column}>{t(`people.column.${column}`)}</th>
            ))}
            {decides && <th aria-label={t('people.column.actions')} />}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.device} className={member.revoked ? 'is-out' : undefined}>
              <td>{nameOf(member)}</td>
              <td>
                {member.laptop || '–'} <code>{member.device.slice(0, 8)}</code>
              </td>
              <td>
                {decides && member.role && !member.own ? (
                  <RolePicker
                    value={member.role}
                    label={`${t('people.role')}: ${nameOf(member)}`}
                    onChange={(role) => onRole(member.device, role)}
                  />
                ) : (
                  member.role && t(`role.${member.role}`)
                )}
              </td>
              <td>
                {member.own && <Chip tone="accent">{t('exchange.thisLaptop')}</Chip>}{' '}
                {member.revoked && <Chip tone="bad">{t('people.out')}</Chip>}
                {member.continues && (
                  <Chip tone="warn" title={t('people.continuesHint')}>
                    {t('people.continues', { device: member.continues.slice(0, 8) })}
                  </Chip>
                )}
              </td>
              {decides && (
                <td>
                  {!member.revoked && !member.own && (
                    <button type="button" className="button button-small" onClick={() => setLeaving(member)}>
                      <UserX size={14} aria-hidden="true" /> {t('people.revoke')}
                    </button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {leaving && (
        <Dialog
          title={t('people.revokeTitle', { person: nameOf(leaving) })}
          closeLabel={t('common.close')}
          onClose={() => setLeaving(null)}
        >
          <p>{t('people.revokeWhat')}</p>
          <p className="muted">{t('people.revokeLimit')}</p>
          <div className="gate-actions">
            <button type="button" className="button" onClick={() => setLeaving(null)}>
              {t('people.keep')}
            </button>
            <button
              type="button"
              className="button button-danger"
              onClick={() => {
                onRevoke(leaving.device)
                setLeaving(null)
              }}
            >
              <UserX size={15} aria-hidden="true" /> {t('people.revokeNow')}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  )
}
