import { expect, test } from 'vitest'
import { inTurn } from '../../../electron/services/journal/in-turn.ts'

test('steps run one after the other in the order asked for, however long each takes', async () => {
  const turn = inTurn()
  const said: string[] = []
  let finishFirst = (): void => undefined
  const first = turn(async () => {
    said.push('first begins')
    await new Promise<void>((done) => {
      finishFirst = done
    })
    said.push('first ends')
    return 1
  })
  const second = turn(async () => {
    said.push('second')
    return 2
  })
  await Promise.resolve()
  finishFirst()
  expect(await Promise.all([first, second])).toEqual([1, 2])
  expect(said).toEqual(['first begins', 'first ends', 'second'])
})

test('a step that fails is told to the one who asked for it, and the next runs all the same', async () => {
  const turn = inTurn()
  const bad = turn(() => Promise.reject(new Error('no')))
  const good = turn(async () => 'yes')
  await expect(bad).rejects.toThrow('no')
  expect(await good).toBe('yes')
})
