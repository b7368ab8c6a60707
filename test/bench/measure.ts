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

export function print(measurements: readonly Measurement[], json: boolean): void {
  const rows = measurements.map((one) => ({ ...one, ratio: Number((one.ours / one.peer).toFixed(4)) }))
  if (json) {
    for (const row of rows) console.log(JSON.stringify(row))
    return
  }
  console.log(`${'name'.padEnd(14)}${'ours'.padStart(12)}${'peer'.padStart(12)}${'ratio'.padStart(8)}  peer`)
  for (const { name, ours, peer, ratio, unit, peerName } of rows) {
    console.log(
      `${name.padEnd(14)}${`${digits(ours)} ${unit}`.padStart(12)}${`${digits(peer)} ${unit}`.padStart(12)}${ratio.toFixed(2).padStart(8)}  ${peerName}`
    )
  }
}
