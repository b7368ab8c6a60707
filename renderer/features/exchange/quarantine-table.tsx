/** Files that are not right, each with why, and what to do next. */
import type { QuarantinedFile } from '#shared/bridge/contract.ts'
import { useWords } from '../../app/use-words.ts'

export function QuarantineTable({ files }: { files: readonly QuarantinedFile[] }) {
  const { t, moment } = useWords()
  return (
    <div className="item-table-wrap">
      <table className="item-table" data-testid="quarantine">
        <thead>
          <tr>
            {['file', 'reason', 'next', 'noticed'].map((column) => (
              <th key={column}>{t(`exchange.column.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={`${file.file}-${file.reason}-${file.noticedAt}`}>
              <td>
                <code className="break">{file.file}</code>
              </td>
              <td>{t(`quarantine.${file.reason}`)}</td>
              <td>{t(`quarantineNext.${file.reason}`)}</td>
              <td>{moment(file.noticedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
