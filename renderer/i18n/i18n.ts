/** Vietnamese by default, English by a switch; both complete, which a test checks. */
import { createInstance, type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { vi } from './vi.ts'

export type Language = 'vi' | 'en'
export const i18n: I18n = createInstance()

export function startI18n(): void {
  void i18n.use(initReactI18next).init({
    lng: 'vi',
    fallbackLng: false,
    resources: { vi: { translation: vi }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false
  })
}

export function setLanguage(language: Language): void {
  document.documentElement.lang = language
  document.title = language === 'vi' ? vi.app.title : en.app.title
  if (i18n.language !== language) void i18n.changeLanguage(language)
}
