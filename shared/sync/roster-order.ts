/** The statements of a roster in one order, with the question of who knew what. */
import type { causalOrder } from './causal-order.ts'
import type { Statement } from './roster-statement.ts'

export type Ordered = Statement & { readonly basis: readonly string[] }
export type Order = ReturnType<typeof causalOrder<Ordered>>
export type Knew = Order['knew']

export const basisOf = ({ header }: Statement): readonly string[] =>
  header.previous ? [...header.parents, header.previous] : header.parents
