/** What goes along on a trip grows with the trip: files that are added to it later are wanted too. */
import { useEffect, useRef } from 'react'
import type { FailureCode } from '#shared/bridge/contract.ts'
import type { Attachment } from '#shared/domain/attachment.ts'
import { call } from '../desk-client.ts'
import { useDesk, useRows } from '../desk-store.ts'
import { useAttachmentView } from './attachment-view.ts'
import { filesOfTrip } from './files-of-trip.ts'

async function refresh(): Promise<void> {
  const read = await call('attachment.pinned', {})
  if (read.ok) useAttachmentView.setState({ pinned: read.value })
}

export async function pinTrip(delegation: string, files: readonly Attachment[]): Promise<FailureCode | null> {
  const done = await call('attachment.pin', { group: delegation, files: files.map(({ blob, key }) => ({ blob, key })) })
  await refresh()
  return done.ok ? null : done.code
}

export async function unpinTrip(delegation: string): Promise<FailureCode | null> {
  const done = await call('attachment.unpin', { group: delegation })
  await refresh()
  return done.ok ? null : done.code
}

const quietMs = 1000

/** For as long as the page is open. */
export function useKeptPins(): void {
  const sealed = useDesk((state) => state.session?.office?.sealed)
  const isLoading = useDesk((state) => state.loading !== null)
  const pinned = useAttachmentView((view) => view.pinned)
  const papers = useRows('paper')
  const events = useRows('event')
  /** By trip, the files that were asked for last: what was refused once is not asked for again. */
  const wanted = useRef(new Map<string, string>())
  useEffect(() => {
    if (sealed) void refresh()
  }, [sealed])
  useEffect(() => {
    // Half the records would look like half the files.
    if (isLoading || pinned.length === 0) return
    const timer = setTimeout(() => {
      for (const { group, blobs } of pinned) {
        const files = filesOfTrip(group, papers, events)
        const names = files.map((file) => file.blob).join()
        const isSame = files.length === blobs.length && files.every((file) => blobs.includes(file.blob))
        if (files.length === 0 || isSame || wanted.current.get(group) === names) continue
        wanted.current.set(group, names)
        void pinTrip(group, files)
      }
    }, quietMs)
    return () => clearTimeout(timer)
  }, [isLoading, pinned, papers, events])
}
