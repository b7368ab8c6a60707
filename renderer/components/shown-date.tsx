/** A date as it reads, with the mark of what was inferred. */
export interface ShownDateProps {
  readonly text: string
  readonly inferred: boolean
  readonly unknownWord: string
  readonly inferredWord: string
  readonly inferredHint: string
}

export function ShownDate({ text, inferred, unknownWord, inferredWord, inferredHint }: ShownDateProps) {
  if (text === '') return <em className="unknown">{unknownWord}</em>
  return (
    <>
      {text}
      {inferred && (
        <span className="inferred" title={inferredHint}>
          {inferredWord}
        </span>
      )}
    </>
  )
}
