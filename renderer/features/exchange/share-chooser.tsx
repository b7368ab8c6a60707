/** Choosing the shared folder: what it is to us is said before anything is done to it. */
import { FolderOpen } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ShareState } from '#shared/bridge/contract.ts'
import { call } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { useWords } from '../../app/use-words.ts'

export function ShareChooser({ shareFolder, onChanged }: { shareFolder: string; onChanged: () => void }) {
  const { t } = useWords()
  const shell = useDesk((state) => state.session?.shell)
  const [path, setPath] = useState(shareFolder)
  const [state, setState] = useState<ShareState | null>(null)
  useEffect(() => setPath(shareFolder), [shareFolder])

  const inspect = async (folder: string) => {
    const read = await call('exchange.inspect', { path: folder })
    setState(read.ok ? read.value : { state: 'unusable', code: read.code })
    return read
  }
  const connect = async (setUp: boolean) => {
    const connected = await call('exchange.connect', { path: path.trim(), setUp })
    setState(connected.ok ? connected.value : { state: 'unusable', code: connected.code })
    onChanged()
  }
  const use = async () => {
    const read = await inspect(path.trim())
    if (read.ok && read.value.state === 'ready') await connect(false)
  }
  const choose = async () => {
    const chosen = await call('shell.chooseFolder', {})
    if (chosen.ok && chosen.value.path) setPath(chosen.value.path)
  }
  return (
    <div className="share-chooser">
      <label className="setting">
        <span>{t('exchange.folder')}</span>
        <span className="with-button">
          <input value={path} placeholder={t('exchange.folderPlaceholder')} onChange={(event) => setPath(event.target.value)} />
          {shell === 'electron' && (
            <button type="button" className="button" onClick={() => void choose()}>
              <FolderOpen size={15} aria-hidden="true" /> {t('exchange.choose')}
            </button>
          )}
          <button type="button" className="button" disabled={path.trim() === ''} onClick={() => void use()}>
            {t('exchange.use')}
          </button>
        </span>
      </label>
      {state && (
        <div className={state.state === 'unusable' ? 'banner banner-bad' : 'banner'} role="status" data-testid="share-state">
          {state.state === 'ready' &&
            (state.rolledBack ? t('share.rolledBack') : t('share.ready', { office: state.office.name }))}
          {state.state === 'joinable' && t('share.joinable', { office: state.office.name })}
          {state.state === 'askable' && t('share.askable')}
          {state.state === 'unusable' && t(`failure.${state.code}`)}
          {state.state === 'empty' && (
            <>
              {t('share.empty')}{' '}
              <button type="button" className="button button-small button-primary" onClick={() => void connect(true)}>
                {t('share.setUp')}
              </button>
            </>
          )}
        </div>
      )}
    </div>
  )
}
