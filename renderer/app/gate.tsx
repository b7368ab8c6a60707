/** The card before the desk, with the language switch that every first screen has. */
import type { ReactNode } from 'react'
import { GateCard } from '../components/gate-card.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { changeSettings } from './desk-client.ts'
import { useWords } from './use-words.ts'

export function Gate({ title, children }: { title: string; children: ReactNode }) {
  const { t, language } = useWords()
  return (
    <GateCard
      title={title}
      aside={
        <LanguageSwitch
          language={language}
          label={t('settings.language')}
          onChange={(one) => void changeSettings({ language: one })}
        />
      }
    >
      {children}
    </GateCard>
  )
}

/** What went wrong, in words, with what to do next. */
export function GateTrouble({ code }: { code: string | null }) {
  const { t } = useWords()
  return code === null ? null : (
    <p className="banner banner-bad" role="alert">
      {t(`failure.${code}`)}
    </p>
  )
}
