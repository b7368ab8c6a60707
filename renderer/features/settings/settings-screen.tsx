/** Who writes, in which language, and how the screen looks. */
import { FilePen } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { call, changeSettings, refreshSession } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { useWords } from '../../app/use-words.ts'
import { Section } from '../../components/section.tsx'
import { LicencesSection } from './licences.tsx'
import { PassphraseSetting } from './passphrase-setting.tsx'

const choices = {
  language: ['vi', 'en'],
  theme: ['system', 'light', 'dark'],
  textSize: ['normal', 'large', 'largest'],
  contrast: ['normal', 'high']
} as const

export function SettingsScreen() {
  const { t } = useWords()
  const session = useDesk((state) => state.session)
  if (!session) return null
  const { settings } = session
  return (
    <div className="page">
      <header className="screen-head">
        <h1>{t('settings.title')}</h1>
      </header>
      <Section title={t('settings.person')}>
        <TextSetting name="author" value={settings.author} hint={t('settings.authorHint')} />
        <TextSetting name="ministry" value={settings.ministry} hint={t('settings.ministryHint')} />
        <TextSetting name="unit" value={settings.unit} hint={t('settings.unitHint')} />
        <TextSetting
          name="documentsFolder"
          value={settings.documentsFolder}
          hint={t('settings.documentsFolderHint', { folder: session.documentsFolder })}
        />
      </Section>
      <Section title={t('templates.title')}>
        <p className="muted">{t('templates.hint')}</p>
        <Link href="/templates/trip-report" className="button">
          <FilePen size={15} aria-hidden="true" /> {t('templates.open')}
        </Link>
      </Section>
      <Section title={t('settings.foreignNames')}>
        {(['ministryEn', 'unitEn', 'ministryFr', 'unitFr'] as const).map((name) => (
          <TextSetting
            key={name}
            name={name}
            value={settings[name]}
            hint={name.endsWith('En') ? t('settings.foreignNamesHint') : ''}
          />
        ))}
      </Section>
      {session.access.state === 'member' && (
        <Section title={t('keys.section')}>
          <PassphraseSetting />
          {session.keyStore === 'remembered' && (
            <button type="button" className="button" onClick={() => void call('keys.forget', {}).then(refreshSession)}>
              {t('keys.forget')}
            </button>
          )}
        </Section>
      )}
      <Section title={t('settings.look')}>
        {(Object.keys(choices) as (keyof typeof choices)[]).map((name) => (
          <fieldset key={name} className="setting">
            <legend>{t(`settings.${name}`)}</legend>
            <div className="segments">
              {choices[name].map((value) => (
                <button
                  key={value}
                  type="button"
                  aria-pressed={settings[name] === value}
                  onClick={() => void changeSettings({ [name]: value })}
                >
                  {t(`settings.${name}Value.${value}`)}
                </button>
              ))}
            </div>
          </fieldset>
        ))}
      </Section>
      <LicencesSection />
      <Section title={t('settings.about')}>
        <dl className="facts">
          <dt>{t('settings.version')}</dt>
          <dd>{session.version}</dd>
          <dt>{t('settings.device')}</dt>
          <dd>
            <code>{session.device}</code>
          </dd>
          <dt>{t('settings.profile')}</dt>
          <dd>
            <code>{session.profileFolder}</code>
          </dd>
        </dl>
      </Section>
    </div>
  )
}

function TextSetting({
  name,
  value,
  hint
}: {
  name: 'author' | 'ministry' | 'unit' | 'documentsFolder' | 'ministryEn' | 'unitEn' | 'ministryFr' | 'unitFr'
  value: string
  hint: string
}) {
  const { t } = useWords()
  const [typed, setTyped] = useState(value)
  return (
    <label className="setting">
      <span>{t(`settings.${name}`)}</span>
      <input
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => typed !== value && void changeSettings({ [name]: typed.trim() })}
      />
      <small>{hint}</small>
    </label>
  )
}
