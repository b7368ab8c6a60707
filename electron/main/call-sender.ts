import { isDeskAddress } from './desk-address.ts'

export interface CallSender {
  readonly isOurWindow: boolean
  /** Null when the frame has gone since it called. */
  readonly frame: { readonly url: string; readonly parent: object | null } | null
}

/** Only our page, in the main frame of our window, may call the host: a frame or a window made by hostile content gets nothing. */
export function mayCall({ isOurWindow, frame }: CallSender): boolean {
  return isOurWindow && frame !== null && frame.parent === null && isDeskAddress(frame.url)
}
