/** The one way a call from outside reaches a handler: name known, arguments checked, every exception turned into a code. */
import { type CallName, callNames, contract, fail, type Handlers, type Result } from '#shared/bridge/contract.ts'
import { errorCode, isFull } from '../files/error-code.ts'

const known: ReadonlySet<string> = new Set(callNames)

export async function dispatch(
  handlers: Handlers,
  name: string,
  args: unknown,
  report: (error: unknown) => void = () => undefined
): Promise<Result<unknown>> {
  if (!known.has(name)) return fail('bad-arguments', 'no such call')
  const parsed = contract[name as CallName].args.safeParse(args)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return fail('bad-arguments', issue ? `${issue.path.join('.')}: ${issue.message}` : '')
  }
  try {
    const handler = handlers[name as CallName] as (args: unknown) => Promise<Result<unknown>>
    return await handler(parsed.data)
  } catch (error) {
    report(error)
    return fail(isFull(errorCode(error)) ? 'disk-full' : 'internal')
  }
}
