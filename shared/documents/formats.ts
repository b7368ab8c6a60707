/** What a document can be written as; a bundle of several is a .zip. */
export const documentFormats = ['docx', 'pdf', 'xlsx', 'ics'] as const
export type DocumentFormat = (typeof documentFormats)[number]
