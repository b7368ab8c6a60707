import type { PassphraseWords } from '../components/passphrase-fields.tsx'
import { shortestPassphrase } from '../components/passphrase-fields.tsx'
import { useWords } from './use-words.ts'

export function usePassphraseWords(): PassphraseWords {
  const { t } = useWords()
  return {
    label: t('keys.passphrase'),
    hint: t('keys.passphraseHint', { n: shortestPassphrase }),
    again: t('keys.again'),
    show: t('keys.show'),
    tooShort: t('keys.tooShort', { n: shortestPassphrase }),
    different: t('keys.different')
  }
}
