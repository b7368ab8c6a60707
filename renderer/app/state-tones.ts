/** One colour for one state, wherever it is shown. */
import type { Tone } from '../components/chip.tsx'

const commitmentTones: Readonly<Record<string, Tone>> = {
  open: 'warn',
  'in-progress': 'accent',
  done: 'good',
  declined: 'plain',
  lapsed: 'bad'
}
const agreementTones: Readonly<Record<string, Tone>> = {
  negotiating: 'warn',
  consulting: 'warn',
  authorised: 'accent',
  signed: 'accent',
  'in-force': 'good',
  amended: 'good',
  extended: 'good',
  suspended: 'bad'
}

export const commitmentTone = (state: unknown): Tone => commitmentTones[String(state)] ?? 'plain'
export const agreementTone = (state: unknown): Tone => agreementTones[String(state)] ?? 'plain'
