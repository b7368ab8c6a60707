/**
 * Exchanges by itself while the app is open: soon after the start, then every so often. Quiet: a share that is not there is no news, and
 * nobody's own exchange is told to wait for it.
 */
export interface AutoExchange {
  readonly stop: () => void
}

const soonMs = 2000

/** `exchange` answers when it is over; it is never called while one is running. */
export function startAutoExchange(exchange: () => Promise<unknown>, everyMs: number): AutoExchange {
  let stopped = false
  let timer: NodeJS.Timeout
  const plan = (delayMs: number) => {
    timer = setTimeout(async () => {
      await exchange().catch(() => undefined)
      if (!stopped) plan(everyMs)
    }, delayMs)
    timer.unref()
  }
  plan(Math.min(soonMs, everyMs))
  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
    }
  }
}
