import { useTranslation } from 'react-i18next'
import type { FieldWords } from '../components/editable-field.tsx'

export function useFieldWords(): FieldWords {
  const { t } = useTranslation()
  return {
    unknown: t('field.unknown'),
    inferred: t('field.inferred'),
    unreadable: t('field.unreadable'),
    sources: t('field.sourceCount'),
    chosen: t('field.chosen'),
    choose: t('field.choose'),
    shownNow: t('field.shownNow'),
    keepThis: t('field.keepThis'),
    inferredHint: t('field.inferredHint'),
    conflict: t('field.conflict'),
    edit: t('field.edit')
  }
}
