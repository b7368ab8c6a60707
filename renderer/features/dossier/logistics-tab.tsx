/** How to get there, where to sleep, whom to ring. */
import { logisticsKinds } from '#shared/domain/delegation.ts'
import type { Row } from '#shared/sync/row.ts'
import { ItemTable } from '../../app/item-table.tsx'
import { useWords } from '../../app/use-words.ts'
import { Section } from '../../components/section.tsx'

export function LogisticsTab({ row }: { row: Row }) {
  const { t } = useWords()
  return (
    <>
      <Section title={t('logistics.title')}>
        <ItemTable
          row={row}
          list="logistics"
          columns={[
            { field: 'what', kind: 'choice', choices: { name: 'logisticsKind', values: logisticsKinds } },
            { field: 'text', wide: true },
            { field: 'date', kind: 'date' },
            { field: 'reference' }
          ]}
          blank={{ what: 'flight', text: '', date: null, reference: null }}
          addLabel={t('logistics.add')}
          emptyText={t('logistics.none')}
        />
      </Section>
      <Section title={t('logistics.contacts')}>
        <ItemTable
          row={row}
          list="contacts"
          columns={[{ field: 'name' }, { field: 'role' }, { field: 'phone' }, { field: 'email' }]}
          blank={{ name: '', role: null, phone: null, email: null }}
          addLabel={t('logistics.addContact')}
          emptyText={t('logistics.noContacts')}
        />
      </Section>
      <Section title={t('gifts.support')}>
        <ItemTable
          row={row}
          list="support"
          columns={[{ field: 'mission' }, { field: 'what', wide: true }]}
          blank={{ mission: '', what: '' }}
          addLabel={t('gifts.addSupport')}
          emptyText={t('gifts.noSupport')}
        />
      </Section>
    </>
  )
}
