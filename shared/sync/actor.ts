/**
 * Automerge's actors and our laptops: FORMAT.md section 6. An actor ends with the 32 hex digits of the laptop. Before them stands the
 * session, random for each start of the page: a copied laptop that writes on never makes a second change under one actor and number.
 * Automerge puts something before that when a text is written on an older version, and we do for a saving that changed nothing.
 */
import type { Stamp } from './engine.ts'

export const actorOf = ({ session = '', device }: Stamp): string => `${session}${device}`
export const emptyActor = (stamp: Stamp): string => `00${actorOf(stamp)}`

export const deviceOf = (actor: string): string => actor.slice(-32)
