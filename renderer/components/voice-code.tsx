/** Digits to be read aloud, in groups, large enough for two people on the telephone. */
export function VoiceCode({ code, label }: { code: string; label: string }) {
  return (
    <p className="voice-code" role="img" aria-label={`${label}: ${code}`} data-testid="voice-code">
      {code.split(' ').map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two groups may have the same digits
        <span key={index} aria-hidden="true">
          {group}
        </span>
      ))}
    </p>
  )
}
