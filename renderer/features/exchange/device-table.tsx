/** How things stand with each laptop: what is here of it, what it has of ours, what is missing or was not allowed. */
import type { DeviceStatus } from '#shared/bridge/contract.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'

export function DeviceTable({ devices, ours, author }: { devices: readonly DeviceStatus[]; ours: number; author: string }) {
  const { t, moment } = useWords()
  return (
    <div className="item-table-wrap">
      <table className="item-table" data-testid="devices">
        <thead>
          <tr>
            {['device', 'author', 'entries', 'lastChange', 'seenOurs', 'notice'].map((column) => (
              <th key={column}>{t(`exchange.column.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <tr key={device.device}>
              <td>
                <code>{device.device.slice(0, 8)}</code> {device.own && <Chip tone="accent">{t('exchange.thisLaptop')}</Chip>}
              </td>
              <td>{(device.own && author) || device.author || '–'}</td>
              <td>{device.entries}</td>
              <td>{device.lastChangeAt ? moment(device.lastChangeAt) : '–'}</td>
              <td>{device.own ? '–' : t('exchange.seenOurs', { n: device.seenOurs, all: ours })}</td>
              <td>
                {device.known > device.entries && (
                  <Chip tone="warn" title={t('exchange.gapHint')}>
                    {t('exchange.gap', { n: device.known - device.entries })}
                  </Chip>
                )}{' '}
                {device.refused > 0 && (
                  <Chip tone="bad" title={t('exchange.refusedHint')}>
                    {t('exchange.refused', { n: device.refused })}
                  </Chip>
                )}
                {device.known <= device.entries && device.refused === 0 && <span className="muted">–</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
