/** Ours and a peer in turn, in one run, so that a machine that slows down slows both. */
export interface Measurement {
  readonly name: string
  readonly ours: number
  readonly peer: number
  readonly peerName: string
  readonly unit: 'ms' | 'bytes' | 'calls'
}

const rounds = 5

/** Medians of five rounds after one that is not counted. */
export async function compare(ours: () => Promise<number>, peer: () => Promise<number>): Promise<{ ours: number; peer: number }> {
  const times = { ours: [] as number[], peer: [] as number[] }
  for (let round = 0; round <= rounds; round += 1) {
    const [mine, theirs] = [await ours(), await peer()]
    if (round === 0) continue
    times.ours.push(mine)
    times.peer.push(theirs)
  }
  return { ours: median(times.ours), peer: median(times.peer) }
}

export async function elapsedMs(step: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await step()
  return performance.now() - start
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

const digits = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0))

export type Print = (measurements: readonly Measurement[]) => void

/** One line for each, the heading before the first. */
export function printer(json: boolean): Print {
  if (!json) console.log(`${'name'.padEnd(16)}${'ours'.padStart(14)}${'peer'.padStart(14)}${'ratio'.padStart(8)}  peer`)
  return (measurements) => {
    for (const one of measurements) {
      const row = { ...one, ratio: Number((one.ours / one.peer).toFixed(4)) }
      if (json) console.log(JSON.stringify(row))
      else console.log(inColumns(row))
    }
  }
}

const inColumns = ({ name, ours, peer, ratio, unit, peerName }: Measurement & { readonly ratio: number }): string =>
  `${name.padEnd(16)}${`${digits(ours)} ${unit}`.padStart(14)}${`${digits(peer)} ${unit}`.padStart(14)}${ratio.toFixed(2).padStart(8)}  ${peerName}`
