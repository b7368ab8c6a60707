/** How property tests run: fast-check prints the seed of a failure, and `FC_SEED=… npm test` runs that very case again. */
export function seeded(numRuns: number): { numRuns: number; seed?: number } {
  const seed = Number(process.env.FC_SEED)
  return process.env.FC_SEED && Number.isInteger(seed) ? { numRuns, seed } : { numRuns }
}
