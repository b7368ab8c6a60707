import { FileDown } from 'lucide-react'
import { useWords } from '../use-words.ts'
import { type ExportTarget, openExport } from './export-target.ts'

export function ExportButton({ target, label, primary = false }: { target: ExportTarget; label?: string; primary?: boolean }) {
  const { t } = useWords()
  return (
    <button type="button" className={`button ${primary ? 'button-primary' : ''}`} onClick={() => openExport(target)}>
      <FileDown size={15} aria-hidden="true" /> {label ?? t('export.title')}
    </button>
  )
}
