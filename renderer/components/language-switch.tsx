export interface LanguageSwitchProps {
  readonly language: 'vi' | 'en'
  readonly label: string
  readonly onChange: (language: 'vi' | 'en') => void
}

export function LanguageSwitch({ language, label, onChange }: LanguageSwitchProps) {
  return (
    <fieldset className="language" aria-label={label}>
      {(['vi', 'en'] as const).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={language === one}
          title={one === 'vi' ? 'Tiếng Việt' : 'English'}
          onClick={() => onChange(one)}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </fieldset>
  )
}
