/** Runs asynchronous steps one after the other, in the order asked for; a step that fails does not stop the next. */
export function inTurn(): <Value>(step: () => Promise<Value>) => Promise<Value> {
  let previous: Promise<unknown> = Promise.resolve()
  return (step) => {
    const mine = previous.then(step, step)
    previous = mine.catch(() => undefined)
    return mine
  }
}
