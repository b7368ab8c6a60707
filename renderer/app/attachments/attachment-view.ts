/** What the page knows about files beside records: how much of each is here, what is wanted along. The host knows; this is what it said last. */
import { create } from 'zustand'
import type { AttachmentState, PinnedGroup } from '#shared/bridge/attachment-calls.ts'
import type { Push } from '#shared/bridge/contract.ts'

export interface AttachmentView {
  readonly states: ReadonlyMap<string, AttachmentState>
  readonly pinned: readonly PinnedGroup[]
  /** Grows when what was said may not hold any more: after an exchange, after a file was added. */
  readonly asked: number
}

export const useAttachmentView = create<AttachmentView>(() => ({ states: new Map(), pinned: [], asked: 0 }))

export function putStates(said: readonly AttachmentState[]): void {
  useAttachmentView.setState((view) => {
    const states = new Map(view.states)
    for (const state of said) states.set(state.blob, state)
    return { states }
  })
}

export const askAgain = (): void => useAttachmentView.setState((view) => ({ asked: view.asked + 1 }))

export function takeProgress({ blob, done, total }: Extract<Push, { type: 'attachment-progress' }>): void {
  const onShare = useAttachmentView.getState().states.get(blob)?.onShare ?? null
  putStates([{ blob, hereBytes: done, totalBytes: total, onShare, fetching: done < total }])
}
