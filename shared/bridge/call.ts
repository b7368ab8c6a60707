/** One call of the page to the host: the shape of its arguments, checked at the host, and the type of its answer. */
import { z } from 'zod'

export interface Call<Args, Value> {
  readonly args: z.ZodType<Args>
  /** Exists in the type only. */
  readonly value?: Value
}
export const call =
  <Value>() =>
  <Args>(args: z.ZodType<Args>): Call<Args, Value> => ({ args })

export const nothing = z.strictObject({})
