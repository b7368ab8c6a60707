/**
 * A text being typed. It is saved when the person pauses, leaves the field or the page goes away; what arrives from others meanwhile
 * is taken in as soon as nothing unsaved stands in the field.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

const pauseMs = 500

export interface Draft {
  readonly text: string
  readonly change: (text: string) => void
  readonly flush: () => void
}

/**
 * `version` names what the person is looking at. `save` gets the text with the version it was written on, and answers the version that
 * holds exactly that text (null when it does not know), so that the next piece of typing is not taken for a second copy of the first.
 */
export function useDraft<Version>(
  saved: string,
  version: Version,
  save: (text: string, base: Version) => Promise<Version | null>
): Draft {
  const [text, setText] = useState(saved)
  const state = useRef({ text: saved, sent: saved, base: version, inFlight: false })
  const latest = useRef({ saved, version, save })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const takeIn = useCallback(() => {
    const now = state.current
    now.base = latest.current.version
    now.sent = latest.current.saved
    now.text = latest.current.saved
    setText(latest.current.saved)
  }, [])

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current)
    const now = state.current
    if (now.inFlight || now.text === now.sent) return
    const seen = latest.current.version
    now.inFlight = true
    now.sent = now.text
    const base = await latest.current.save(now.text, now.base)
    now.inFlight = false
    if (base !== null) now.base = base
    if (now.text !== now.sent) return flush()
    if (latest.current.version !== seen) takeIn()
  }, [takeIn])

  useEffect(() => {
    latest.current = { saved, version, save }
    if (!state.current.inFlight && state.current.text === state.current.sent) takeIn()
  }, [saved, version, save, takeIn])

  useEffect(() => {
    const leave = () => void flush()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [flush])

  const change = useCallback(
    (typed: string) => {
      state.current.text = typed
      setText(typed)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pauseMs)
    },
    [flush]
  )
  return { text, change, flush: () => void flush() }
}
