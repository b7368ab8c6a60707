/** The bridge that the preload script put on the window. */
import type { Bridge, CallName, Push, Result } from '#shared/bridge/contract.ts'

interface PreloadDoor {
  readonly call: Readonly<Record<CallName, (args: unknown) => Promise<Result<unknown>>>>
  readonly listen: (listener: (push: Push) => void) => () => void
}

export function preloadDoor(): PreloadDoor | null {
  return (window as { desk?: PreloadDoor }).desk ?? null
}

export function electronBridge(door: PreloadDoor): Bridge {
  return { call: ((name: CallName, args: unknown) => door.call[name](args)) as Bridge['call'], listen: door.listen }
}
