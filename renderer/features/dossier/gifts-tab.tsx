import { giftDirections } from '#shared/domain/delegation.ts'
import type { Row } from '#shared/sync/row.ts'
import { ItemTable } from '../../app/item-table.tsx'
import { useWords } from '../../app/use-words.ts'
import { Section } from '../../components/section.tsx'

export function GiftsTab({ row }: { row: Row }) {
  const { t } = useWords()
  return (
    <>
      <Section title={t('gifts.title')}>
        <ItemTable
          row={row}
          list="gifts"
          columns={[
            { field: 'direction', kind: 'choice', choices: { name: 'giftDirection', values: giftDirections } },
            { field: 'giver' },
            { field: 'receiver' },
            { field: 'item' },
            { field: 'occasion' },
            { field: 'value', kind: 'number' }
          ]}
          blank={{ direction: 'given', giver: null, receiver: null, item: null, occasion: null, value: null, eventId: null }}
          addLabel={t('gifts.add')}
          emptyText={t('gifts.none')}
        />
      </Section>
      <Section title={t('gifts.photos')}>
        <ItemTable
          row={row}
          list="photos"
          columns={[{ field: 'caption', wide: true }, { field: 'credit' }]}
          blank={{ caption: '', credit: null, eventId: null }}
          addLabel={t('gifts.addPhoto')}
          emptyText={t('gifts.noPhotos')}
        />
      </Section>
    </>
  )
}
