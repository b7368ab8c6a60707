/** A place to drop files on, with a button that does the same by keyboard. */
import { Paperclip } from 'lucide-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'

export interface FileDropProps {
  readonly hint: string
  readonly action: string
  readonly onFiles: (files: readonly File[]) => void
}

export function FileDrop({ hint, action, onFiles }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  useEffect(forbidStrayDrops, [])
  const take = (files: FileList | null) => {
    if (files && files.length > 0) onFiles(Array.from(files))
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard
    <div
      className={over ? 'file-drop file-drop-over' : 'file-drop'}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <span>{hint}</span>
      <button type="button" className="button button-small" onClick={() => input.current?.click()}>
        <Paperclip size={14} aria-hidden="true" /> {action}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          take(event.target.files)
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
    </div>
  )
}

/** A file that is dropped beside the place would open in the window and take the page away. */
function forbidStrayDrops(): () => void {
  const forbid = (event: Event) => {
    if ((event as globalThis.DragEvent).dataTransfer?.types.includes('Files')) event.preventDefault()
  }
  addEventListener('dragover', forbid)
  addEventListener('drop', forbid)
  return () => {
    removeEventListener('dragover', forbid)
    removeEventListener('drop', forbid)
  }
}
