/**
 * Automerge's actors and our laptops: FORMAT.md section 3. An actor ends with the 32 hex digits of the laptop. Automerge puts something
 * before them when a text is written on an older version, and we do for a saving that changed nothing.
 */
export const emptyActor = (device: string): string => `00${device}`

export const deviceOf = (actor: string): string => actor.slice(-32)
