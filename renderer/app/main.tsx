import '@fontsource/be-vietnam-pro/400.css'
import '@fontsource/be-vietnam-pro/500.css'
import '@fontsource/be-vietnam-pro/600.css'
import '@fontsource/be-vietnam-pro/700.css'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/shell.css'
import '../styles/parts.css'
import '../styles/screens.css'
import '../styles/attachments.css'
import '../styles/packet.css'
import { createRoot } from 'react-dom/client'
import { startI18n } from '../i18n/i18n.ts'
import { App } from './app.tsx'
import { startDesk } from './desk-client.ts'

startI18n()
createRoot(document.getElementById('root') as HTMLElement).render(<App />)
void startDesk()
