/** The frame around every screen: where to go, what to search, how the work is kept. */
import {
  ArrowLeftRight,
  BookOpen,
  CalendarCheck,
  ClipboardCheck,
  FileSignature,
  Handshake,
  MessagesSquare,
  PlaneTakeoff,
  Search,
  Settings as SettingsIcon,
  UsersRound
} from 'lucide-react'
import { useEffect } from 'react'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { isOpen } from '#shared/domain/commitment.ts'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { AgreementScreen } from '../features/agreement/agreement-screen.tsx'
import { CommitmentScreen } from '../features/commitment/commitment-screen.tsx'
import { ExportDialog } from '../features/documents/export-dialog.tsx'
import { DossierScreen } from '../features/dossier/dossier-screen.tsx'
import { ExchangeScreen } from '../features/exchange/exchange-screen.tsx'
import { MeetingScreen } from '../features/meeting/meeting-screen.tsx'
import { PacketScreen } from '../features/packet/packet-screen.tsx'
import { PeopleScreen } from '../features/people/people-screen.tsx'
import { RecordScreen } from '../features/record/record-screen.tsx'
import { RecordListScreen } from '../features/records/record-list-screen.tsx'
import { ConflictsScreen } from '../features/review/conflicts-screen.tsx'
import { CommandPalette } from '../features/search/command-palette.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'
import { TemplatesScreen } from '../features/templates/templates-screen.tsx'
import { TodayScreen } from '../features/today/today-screen.tsx'
import { useKeptPins } from './attachments/keep-pins.ts'
import { changeSettings } from './desk-client.ts'
import { useDesk, useRows } from './desk-store.ts'
import { Notices } from './notices.tsx'
import { LaptopState } from './save-state.tsx'
import { useWords } from './use-words.ts'

export function Shell() {
  const { t, language } = useWords()
  const office = useDesk((state) => state.session?.office)
  const exporting = useDesk((state) => state.exporting)
  const paletteOpen = useDesk((state) => state.paletteOpen)
  useKeptPins()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        useDesk.setState((state) => ({ paletteOpen: !state.paletteOpen }))
      }
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('app.skip')}
      </a>
      <aside className="side">
        <div className="brand">
          <span className="brand-mark" aria-hidden="true">
            <BookOpen size={20} />
          </span>
          <span>
            <strong>{t('app.title')}</strong>
            <small>{office?.name}</small>
          </span>
        </div>
        <Navigation />
        <p className="side-foot">{t('app.offline')}</p>
      </aside>
      <header className="top">
        <button type="button" className="search-opener" onClick={() => useDesk.setState({ paletteOpen: true })}>
          <Search size={16} aria-hidden="true" /> {t('search.open')} <kbd>Ctrl K</kbd>
        </button>
        <LaptopState />
        <LanguageSwitch
          language={language}
          label={t('settings.language')}
          onChange={(one) => void changeSettings({ language: one })}
        />
      </header>
      <main id="main" className="main" tabIndex={-1}>
        <Notices />
        <Switch>
          <Route path="/delegations/:id/packet">{({ id }) => <PacketScreen key={id} id={id} />}</Route>
          <Route path="/delegations/:id/:tab?">
            {({ id, tab }) => <DossierScreen key={id} id={id} tab={tab ?? 'overview'} />}
          </Route>
          <Route path="/events/:id">{({ id }) => <MeetingScreen key={id} id={id} />}</Route>
          <Route path="/commitments/:id">{({ id }) => <CommitmentScreen key={id} id={id} />}</Route>
          <Route path="/agreements/:id">{({ id }) => <AgreementScreen key={id} id={id} />}</Route>
          <Route path="/records/:id">{({ id }) => <RecordScreen key={id} id={id} />}</Route>
          <Route path="/delegations">{() => <RecordListScreen key="delegation" kind="delegation" />}</Route>
          <Route path="/events">{() => <RecordListScreen key="event" kind="event" />}</Route>
          <Route path="/commitments">{() => <RecordListScreen key="commitment" kind="commitment" />}</Route>
          <Route path="/agreements">{() => <RecordListScreen key="agreement" kind="agreement" />}</Route>
          <Route path="/exchange">{() => <ExchangeScreen />}</Route>
          <Route path="/people">{() => <PeopleScreen />}</Route>
          <Route path="/review">{() => <ConflictsScreen />}</Route>
          <Route path="/templates/:kind?">{({ kind }) => <TemplatesScreen kind={kind ?? ''} />}</Route>
          <Route path="/settings">{() => <SettingsScreen />}</Route>
          <Route path="/today">{() => <TodayScreen />}</Route>
          <Route>{() => <Redirect to="/today" />}</Route>
        </Switch>
      </main>
      {exporting && <ExportDialog target={exporting} />}
      {paletteOpen && <CommandPalette />}
    </div>
  )
}

/** A zero there is good news and needs no number. */
const quietAtZero: ReadonlySet<string> = new Set(['/review', '/exchange'])

function Navigation() {
  const loading = useDesk((state) => state.loading !== null)
  const { t } = useWords()
  const [location] = useLocation()
  const delegations = useRows('delegation').length
  const events = useRows('event').length
  const commitments = useRows('commitment').filter((row) => isOpen(row.data.state as never)).length
  const agreements = useRows('agreement').length
  const conflicts = useDesk((state) => state.conflicted)
  const unsent = useDesk((state) => Math.max(0, state.marks.journaled - state.marks.onShare))
  const links = [
    { to: '/today', text: t('nav.today'), count: null, Icon: CalendarCheck },
    { to: '/delegations', text: t('nav.delegations'), count: delegations, Icon: PlaneTakeoff },
    { to: '/events', text: t('nav.events'), count: events, Icon: MessagesSquare },
    { to: '/commitments', text: t('nav.commitments'), count: commitments, Icon: Handshake },
    { to: '/agreements', text: t('nav.agreements'), count: agreements, Icon: FileSignature },
    { to: '/exchange', text: t('nav.exchange'), count: unsent, Icon: ArrowLeftRight },
    { to: '/people', text: t('nav.people'), count: null, Icon: UsersRound },
    { to: '/review', text: t('nav.review'), count: conflicts, Icon: ClipboardCheck },
    { to: '/settings', text: t('nav.settings'), count: null, Icon: SettingsIcon }
  ]
  return (
    <nav aria-label={t('nav.label')}>
      {links.map(({ to, text, count, Icon }) => (
        <Link key={to} href={to} className="nav-link" aria-current={location.startsWith(to) ? 'page' : undefined}>
          <Icon size={17} aria-hidden="true" />
          <span>{text}</span>
          {count !== null && !loading && (count > 0 || !quietAtZero.has(to)) && (
            <span className={to === '/review' ? 'count count-alarm' : 'count'}>{count}</span>
          )}
        </Link>
      ))}
    </nav>
  )
}
