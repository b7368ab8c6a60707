/** Sizes past which a file or an entry is refused before anything is allocated for it. Bytes. */
export const maxChangeBytes = 4 * 1024 * 1024
export const maxSegmentFileBytes = 32 * 1024 * 1024
export const maxSegmentBodyBytes = 32 * 1024 * 1024
export const maxHeaderBytes = 64 * 1024
/** Laptops named in one header. */
export const maxSeenDevices = 1000
/** What we write into one segment before starting the next. */
export const segmentTargetBytes = 4 * 1024 * 1024
/** Ends of the roster named in one header: more than one only while administrators have not heard of each other. */
export const maxRosterHeads = 64
export const maxStatementBytes = 64 * 1024
/** Sealed to some two thousand laptops. */
export const maxKeyFileBytes = 256 * 1024
/** Sealed to some twenty administrators. */
export const maxJoinRequestBytes = 4 * 1024
/** Requests to join that a laptop keeps and passes on. */
export const maxJoinRequests = 200
/** A pack holds years of one laptop's edits. */
export const maxPackBodyBytes = 64 * 1024 * 1024
export const maxPackFileBytes = 64 * 1024 * 1024
/** Beyond this a pack is not packed again: the next one begins behind it. */
export const packAgainBytes = 24 * 1024 * 1024
/** Segments and packs of a laptop that is put out, named by who put it out or by who holds them: so many of each. */
export const maxVouched = 100
/** What a laptop that was copied says again of its dropped branch, as JSON. */
export const maxSaidAgainBytes = 32 * 1024
/** How often one laptop may go on under a new number: a thief with its key could do it for ever. */
export const maxSuccessions = 16
/** Statements of laptops that were put out, which do not count, and which what others wrote may name. */
export const maxVoidStatements = 500
/** Files of the roster whose place in it is not known yet: kept in memory only. */
export const maxRosterCandidates = 500
