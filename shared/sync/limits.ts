/** Sizes past which a file or an entry is refused before anything is allocated for it. Bytes. */
export const maxChangeBytes = 4 * 1024 * 1024
export const maxSegmentFileBytes = 32 * 1024 * 1024
export const maxSegmentBodyBytes = 32 * 1024 * 1024
export const maxHeaderBytes = 64 * 1024
/** Laptops named in one header. */
export const maxSeenDevices = 1000
/** What we write into one segment before starting the next. */
export const segmentTargetBytes = 4 * 1024 * 1024
