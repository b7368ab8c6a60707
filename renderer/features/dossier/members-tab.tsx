import { memberRoles } from '#shared/domain/delegation.ts'
import type { Row } from '#shared/sync/row.ts'
import { ItemTable } from '../../app/item-table.tsx'
import { itemsOf } from '../../app/selectors.ts'
import { useWords } from '../../app/use-words.ts'
import { Section } from '../../components/section.tsx'

const blankMember = {
  name: '',
  post: null,
  unit: null,
  role: 'member',
  personId: null,
  note: null,
  task: null,
  phone: null,
  gradeCode: null,
  gradeStep: null,
  gradeClass: null
}

export function MembersTab({ row }: { row: Row }) {
  const { t } = useWords()
  const named = itemsOf(row, 'members').length
  return (
    <>
      <Section title={t('members.title')}>
        <p className="muted">
          {row.data.headCount === null
            ? t('members.countUnknown', { n: named })
            : t('members.count', { n: named, all: row.data.headCount })}
        </p>
        <ItemTable
          row={row}
          list="members"
          columns={[
            { field: 'name' },
            { field: 'post' },
            { field: 'unit' },
            { field: 'role', kind: 'choice', choices: { name: 'memberRole', values: memberRoles } },
            { field: 'gradeCode', narrow: true },
            { field: 'gradeStep', narrow: true },
            { field: 'gradeClass', narrow: true },
            { field: 'note' }
          ]}
          blank={blankMember}
          addLabel={t('members.add')}
          emptyText={t('members.none')}
        />
      </Section>
      {named > 0 && (
        <Section title={t('members.tasks')}>
          <ItemTable
            row={row}
            list="members"
            columns={[{ field: 'name' }, { field: 'task', wide: true }, { field: 'phone' }]}
            blank={blankMember}
            addLabel={t('members.add')}
            emptyText={t('members.none')}
          />
        </Section>
      )}
      <Section title={t('members.hosts')}>
        <ItemTable
          row={row}
          list="hosts"
          columns={[{ field: 'name' }, { field: 'post', wide: true }, { field: 'unit' }, { field: 'role' }]}
          blank={{ name: '', post: null, unit: null, role: null }}
          addLabel={t('members.addHost')}
          emptyText={t('members.noHosts')}
        />
      </Section>
    </>
  )
}
