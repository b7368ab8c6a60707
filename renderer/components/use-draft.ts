/**
 * A text being typed. It is handed over when the person pauses (or has typed for three seconds), leaves the field or the page goes away;
 * what arrives from others meanwhile is taken in as soon as nothing unsaved stands in the field.
 *
 * Guards: text is never kept only here once it was handed over, and never handed over twice. Each wording names the one before it
 * (`after`), so one that is made before the last was saved is no second copy of it.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

const pauseMs = 500
const longestMs = 3000

export interface Draft {
  readonly text: string
  /** The last wording was refused by a rule; it stays in the field. */
  readonly refused: boolean
  readonly change: (text: string) => void
  readonly flush: () => void
}

export interface DraftSaving<Version> {
  readonly editId: string
  /** `version` holds exactly the wording and nothing that came in beside it. */
  readonly done: Promise<{ readonly saved: true; readonly version: Version | null } | { readonly saved: false }>
}

export interface DraftSource<Version> {
  /** The text as it stands, and the version that shows it. */
  readonly saved: string
  readonly version: Version
  /** A wording handed over earlier (by a screen that was left) and not saved yet. */
  readonly waiting: { readonly editId: string; readonly text: string } | null
}

export function useDraft<Version>(
  source: DraftSource<Version>,
  save: (text: string, base: Version, after: string | null) => DraftSaving<Version>
): Draft {
  const first = source.waiting?.text ?? source.saved
  const [text, setText] = useState(first)
  const [refused, setRefused] = useState(false)
  const state = useRef({
    text: first,
    sent: first,
    base: source.version,
    after: source.waiting?.editId ?? null,
    inFlight: 0,
    refused: false
  })
  const latest = useRef({ source, save })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const firstUnsent = useRef<number | null>(null)

  const takeIn = useCallback(() => {
    const now = state.current
    const { saved, version } = latest.current.source
    now.base = version
    now.after = null
    now.sent = saved
    now.text = saved
    setText(saved)
  }, [])

  const flush = useCallback((): void => {
    clearTimeout(timer.current)
    firstUnsent.current = null
    const now = state.current
    if (now.text === now.sent && !now.refused) return
    const seen = latest.current.source.version
    const { editId, done } = latest.current.save(now.text, now.base, now.after)
    now.sent = now.text
    now.after = editId
    now.refused = false
    now.inFlight += 1
    void done.then((outcome) => {
      now.inFlight -= 1
      now.refused = !outcome.saved
      setRefused(!outcome.saved)
      if (now.inFlight > 0 || !outcome.saved) return
      if (outcome.version !== null) {
        now.base = outcome.version
        now.after = null
      }
      if (now.text === now.sent && latest.current.source.version !== seen) takeIn()
    })
  }, [takeIn])

  useEffect(() => {
    latest.current = { source, save }
    const now = state.current
    if (now.inFlight === 0 && !now.refused && !source.waiting && now.text === now.sent) takeIn()
  }, [source, save, takeIn])

  useEffect(() => {
    addEventListener('pagehide', flush)
    return () => {
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [flush])

  const change = useCallback(
    (typed: string) => {
      state.current.text = typed
      setText(typed)
      clearTimeout(timer.current)
      firstUnsent.current ??= Date.now()
      const waited = Date.now() - firstUnsent.current
      timer.current = setTimeout(flush, Math.max(0, Math.min(pauseMs, longestMs - waited)))
    },
    [flush]
  )
  return { text, refused, change, flush }
}
