/** The first start: who you are, and which office this laptop belongs to. */
import { FolderInput, Library, Plus } from 'lucide-react'
import { useState } from 'react'
import { call, changeSettings, openSession } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { useWords } from '../../app/use-words.ts'
import { LanguageSwitch } from '../../components/language-switch.tsx'
import { AskStep } from './ask-step.tsx'
import { CreateStep } from './create-step.tsx'

type Step = 'ways' | 'ask' | 'create'

export function WelcomeScreen() {
  const { t, language } = useWords()
  const [step, setStep] = useState<Step>('ways')
  const [name, setName] = useState(useDesk.getState().session?.settings.author ?? '')
  const [office, setOffice] = useState('')
  const [share, setShare] = useState('')
  const [problem, setProblem] = useState<{ code: string; detail: string } | null>(null)
  const [busy, setBusy] = useState(false)

  const begin = async (work: () => Promise<{ code: string; detail: string } | 'open' | Step>) => {
    setBusy(true)
    setProblem(null)
    if (name.trim()) await changeSettings({ author: name.trim() })
    const outcome = await work()
    setBusy(false)
    if (outcome === 'open') await openSession()
    else if (typeof outcome === 'string') setStep(outcome)
    else setProblem(outcome)
  }
  const join = () =>
    begin(async () => {
      const path = share.trim()
      const connected = await call('exchange.connect', { path, setUp: false })
      if (!connected.ok) return connected
      if (connected.value.state === 'askable') return name.trim() === '' ? { code: 'name-first', detail: '' } : 'ask'
      if (connected.value.state !== 'ready') return { code: 'share-empty', detail: '' }
      const received = await call('exchange.run', {})
      return received.ok ? 'open' : received
    })
  const openSample = () =>
    begin(async () => {
      const opened = await call('sample.open', {})
      return opened.ok ? 'open' : opened
    })
  const create = () => begin(async () => (name.trim() === '' ? { code: 'name-first', detail: '' } : 'create'))

  if (step === 'ask') return <AskStep path={share.trim()} onBack={() => setStep('ways')} />
  if (step === 'create') return <CreateStep office={office.trim()} onBack={() => setStep('ways')} />
  return (
    <main className="welcome">
      <div className="welcome-top">
        <LanguageSwitch
          language={language}
          label={t('settings.language')}
          onChange={(one) => void changeSettings({ language: one })}
        />
      </div>
      <h1>{t('app.title')}</h1>
      <p className="welcome-lead">{t('welcome.lead')}</p>
      <label className="welcome-name">
        <span>{t('welcome.name')}</span>
        <input
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder={t('welcome.namePlaceholder')}
          autoComplete="name"
        />
        <small>{t('welcome.nameHint')}</small>
      </label>
      {problem && (
        <p className="banner banner-bad" role="alert">
          {problem.code === 'name-first' ? t('welcome.nameFirst') : t(`failure.${problem.code}`)}{' '}
          {problem.detail && <small>{problem.detail}</small>}
        </p>
      )}
      <div className="welcome-ways">
        <section>
          <Library size={26} aria-hidden="true" />
          <h2>{t('welcome.sample')}</h2>
          <p>{t('welcome.sampleHint')}</p>
          <button type="button" className="button button-primary" disabled={busy} onClick={() => void openSample()}>
            {t('welcome.sampleOpen')}
          </button>
        </section>
        <section>
          <FolderInput size={26} aria-hidden="true" />
          <h2>{t('welcome.join')}</h2>
          <p>{t('welcome.joinHint')}</p>
          <input
            aria-label={t('exchange.folder')}
            placeholder={t('exchange.folderPlaceholder')}
            value={share}
            onChange={(event) => setShare(event.target.value)}
          />
          <button type="button" className="button" disabled={busy || share.trim() === ''} onClick={() => void join()}>
            {t('welcome.joinOpen')}
          </button>
        </section>
        <section>
          <Plus size={26} aria-hidden="true" />
          <h2>{t('welcome.create')}</h2>
          <p>{t('welcome.createHint')}</p>
          <input
            aria-label={t('welcome.officeName')}
            placeholder={t('welcome.officeName')}
            value={office}
            onChange={(event) => setOffice(event.target.value)}
          />
          <button type="button" className="button" disabled={busy || office.trim() === ''} onClick={() => void create()}>
            {t('welcome.createOpen')}
          </button>
        </section>
      </div>
    </main>
  )
}
