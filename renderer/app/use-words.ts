/** Words and values in the person's language, for every screen. */
import { useTranslation } from 'react-i18next'
import { formatDateRange, formatPartialDate } from '#shared/text/partial-date.ts'
import type { Language } from '../i18n/i18n.ts'

/** Names as official papers write them where the system's own language data has others. */
const shortNames: Readonly<Record<Language, Readonly<Record<string, string>>>> = { vi: { AE: 'UAE' }, en: { VN: 'Viet Nam' } }

export function useWords() {
  const { t, i18n } = useTranslation()
  const language = (i18n.language === 'en' ? 'en' : 'vi') as Language
  const regions = new Intl.DisplayNames(language, { type: 'region' })
  const clock = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit'
  })
  return {
    t,
    language,
    date: (text: unknown) => formatPartialDate(typeof text === 'string' ? text : null, language),
    range: (from: unknown, to: unknown) =>
      formatDateRange(typeof from === 'string' ? from : null, typeof to === 'string' ? to : null, language),
    country: (code: unknown) =>
      typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? (shortNames[language][code] ?? regions.of(code) ?? code) : '',
    /** 1.536.000 → “1,5 MB”. */
    bytes: (count: number) => {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
      const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3))
      const unit = units[power] ?? 'byte'
      const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: power === 0 ? 0 : 1 } as const
      return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', style).format(count / 1000 ** power)
    },
    moment: (time: number | string) => clock.format(new Date(time)),
    /** The English title where there is one and English is asked for. */
    title: (data: Readonly<Record<string, unknown>> | undefined, field = 'title') => {
      const other = data?.[`${field}En`]
      const own = data?.[field]
      return String((language === 'en' && other) || own || '')
    }
  }
}
export type Words = ReturnType<typeof useWords>
