/** What a person asks of a file: how it stands, bring it, stop, show it, save a copy. */
import { useEffect } from 'react'
import type { FailureCode } from '#shared/bridge/contract.ts'
import type { Attachment } from '#shared/domain/attachment.ts'
import { call } from '../desk-client.ts'
import { useDesk } from '../desk-store.ts'
import { askAgain, putStates, useAttachmentView } from './attachment-view.ts'

const atOnce = 500

/** Asks how these files stand whenever that may have changed. */
export function useAttachmentStates(files: readonly Attachment[]): void {
  const asked = useAttachmentView((view) => view.asked)
  const sealed = useDesk((state) => state.session?.office?.sealed)
  const names = files.map(({ blob, key }) => `${blob} ${key}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when there are other files, or news of them
  useEffect(() => {
    if (sealed) void askStates(files)
  }, [names, asked, sealed])
}

async function askStates(files: readonly Attachment[]): Promise<void> {
  for (let at = 0; at < files.length; at += atOnce) {
    const some = files.slice(at, at + atOnce).map(({ blob, key }) => ({ blob, key }))
    const said = await call('attachment.states', { files: some })
    if (said.ok) putStates(said.value)
  }
}

/** Null when all went well. */
export type Outcome = FailureCode | null

const named = ({ blob, key, sha256, name }: Attachment) => ({ blob, key, sha256, name })

/** A browser keeps few connections to one place: what takes long leaves some of them for the saving of edits. */
let freeLanes = 2
const waiting: (() => void)[] = []
async function inLane<Value>(work: () => Promise<Value>): Promise<Value> {
  if (freeLanes > 0) freeLanes -= 1
  else await new Promise<void>((turn) => waiting.push(turn))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else freeLanes += 1
  }
}

/** Stopping it by hand is no failure. */
async function told(work: () => Promise<{ ok: boolean; code?: FailureCode }>): Promise<Outcome> {
  const result = await inLane(work)
  askAgain()
  return result.ok || result.code === 'exchange-cancelled' ? null : (result.code ?? 'internal')
}

export const fetchFile = ({ blob, key }: Attachment): Promise<Outcome> => told(() => call('attachment.fetch', { blob, key }))
export const stopFetching = ({ blob }: Attachment): void => void call('attachment.cancel', { blob })
export const openFile = (file: Attachment): Promise<Outcome> => told(() => call('attachment.open', named(file)))

export async function saveCopy(file: Attachment): Promise<{ readonly path: string } | { readonly failure: FailureCode }> {
  const saved = await inLane(() => call('attachment.save', { ...named(file), folder: '' }))
  askAgain()
  return saved.ok ? saved.value : { failure: saved.code }
}
