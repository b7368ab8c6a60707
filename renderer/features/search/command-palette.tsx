/** Ctrl K: find any record, go anywhere, by keyboard. */
import { Command } from 'cmdk'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { searchRecords } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { pathOf } from '../../app/paths.ts'
import { useWords } from '../../app/use-words.ts'

const places = ['today', 'delegations', 'events', 'commitments', 'agreements', 'exchange', 'review', 'settings'] as const
const shownAtMost = 30

export function CommandPalette() {
  const { t, title } = useWords()
  const [, navigate] = useLocation()
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<readonly string[]>([])
  const rows = useDesk((state) => state.rows)
  const close = () => useDesk.setState({ paletteOpen: false })
  useEffect(() => {
    let current = true
    void searchRecords(query, shownAtMost).then((ids) => current && setFound(ids))
    return () => {
      current = false
    }
  }, [query])
  const go = (path: string) => {
    close()
    navigate(path)
  }
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && close()}
      label={t('search.open')}
      shouldFilter={false}
      className="palette"
    >
      <Command.Input value={query} onValueChange={setQuery} placeholder={t('search.placeholder')} />
      <Command.List>
        {query !== '' && found.length === 0 && <p className="palette-empty">{t('search.none', { query })}</p>}
        {found.length > 0 && (
          <Command.Group heading={t('search.records')}>
            {found.flatMap((id) => {
              const row = rows.get(id)
              if (!row) return []
              return [
                <Command.Item key={id} value={id} onSelect={() => go(pathOf(row))}>
                  <span>{title(row.data)}</span>
                  <small>{t(`kind.${row.kind}`)}</small>
                </Command.Item>
              ]
            })}
          </Command.Group>
        )}
        {query === '' && (
          <Command.Group heading={t('search.places')}>
            {places.map((place) => (
              <Command.Item key={place} value={place} onSelect={() => go(`/${place}`)}>
                {t(`nav.${place}`)}
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command.Dialog>
  )
}
