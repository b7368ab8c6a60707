/** Which of the app's phases is on the screen, with the person's language, theme and text size. */
import { useEffect } from 'react'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { LockScreen } from '../features/gate/lock-screen.tsx'
import { RecoveryKeyScreen } from '../features/gate/recovery-key-screen.tsx'
import { WaitingScreen } from '../features/gate/waiting-screen.tsx'
import { WelcomeScreen } from '../features/welcome/welcome-screen.tsx'
import { setLanguage } from '../i18n/i18n.ts'
import { useDesk } from './desk-store.ts'
import { PhaseNotice } from './phase-notice.tsx'
import { Shell } from './shell.tsx'

export function App() {
  const phase = useDesk((state) => state.phase)
  const settings = useDesk((state) => state.session?.settings)
  useEffect(() => {
    if (!settings) return
    setLanguage(settings.language)
    const root = document.documentElement
    root.dataset.textSize = settings.textSize
    root.dataset.contrast = settings.contrast
  }, [settings])

  const theme = settings?.theme ?? 'system'
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const show = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    }
    show()
    dark.addEventListener('change', show)
    return () => dark.removeEventListener('change', show)
  }, [theme])

  if (phase.name === 'ready') {
    return (
      <Router hook={useHashLocation}>
        <Shell />
      </Router>
    )
  }
  switch (phase.name) {
    case 'welcome':
      return <WelcomeScreen />
    case 'recovery-key':
      return <RecoveryKeyScreen recoveryKey={phase.recoveryKey} office={phase.office} />
    case 'locked':
      return <LockScreen />
    case 'waiting':
      return <WaitingScreen />
    default:
      return <PhaseNotice phase={phase} />
  }
}
