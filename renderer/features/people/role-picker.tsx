import { type Role, roles } from '#shared/sync/roles.ts'
import { useWords } from '../../app/use-words.ts'

export function RolePicker({ value, label, onChange }: { value: Role; label: string; onChange: (role: Role) => void }) {
  const { t } = useWords()
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = roles.find((role) => role === event.target.value)
        if (chosen) onChange(chosen)
      }}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(`role.${role}`)}
        </option>
      ))}
    </select>
  )
}
