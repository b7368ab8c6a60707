import { BrowserWindow, dialog, safeStorage, shell } from 'electron'
import type { Desktop } from '../services/host/host.ts'

export const desktopInElectron: Desktop = {
  shell: 'electron',
  chooseFolder: async () => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) return null
    const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] })
    return filePaths[0] ?? null
  },
  open: async (path, reveal) => {
    if (reveal) return shell.showItemInFolder(path)
    const trouble = await shell.openPath(path)
    if (trouble) throw new Error(trouble)
  },
  keyStore: () => {
    // Without a secret service Electron on Linux would seal with a key that everybody knows.
    const isOpenToAll = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
    if (!safeStorage.isEncryptionAvailable() || isOpenToAll) return null
    return {
      seal: (text) => new Uint8Array(safeStorage.encryptString(text)),
      open: (sealed) => safeStorage.decryptString(Buffer.from(sealed))
    }
  }
}
