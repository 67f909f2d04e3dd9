import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { lifecycles } from '../../db/lifecycles.ts'
import { BusinessError } from './errors.ts'
import { actionsIn, refusedMove, stateAfter, statesBefore } from './lifecycle.ts'
import type { Lifecycle } from './lifecycle.ts'

const every: [string, Lifecycle][] = Object.values(lifecycles).map((one) => [
  one.lifecycle.thing,
  one.lifecycle,
])

/** The states that a history can reach from the births of a thing. */
function reached({ moves }: Lifecycle): Set<string> {
  const found = new Set<string | null>([null])
  for (let grown = true; grown;) {
    const next = moves.filter(([from, , to]) => found.has(from) && !found.has(to)).map(([, , to]) => to)
    grown = next.length > 0
    next.forEach((state) => found.add(state))
  }
  return new Set([...found].filter((state) => state !== null))
}

it.each(every)('the table of a %s says each move once, and an action leads to one state', (_thing, one) => {
  const keys = one.moves.map(([from, action]) => `${from} ${action}`)
  expect(new Set(keys).size).toBe(keys.length)
  for (const [, action, next] of one.moves)
    expect(one.moves.filter(([, name]) => name === action).map(([, , to]) => to)).toEqual(
      one.moves.filter(([, name]) => name === action).map(() => next),
    )
})

it.each(every)('every state of a %s can be reached, and is read from outside', (_thing, one) => {
  expect([...reached(one)].toSorted()).toEqual(one.states.toSorted())
  const left = one.moves.flatMap(([from]) => (from === null ? [] : [from]))
  for (const state of left) expect(one.states).toContain(state)
  for (const state of one.states) expect(one.schema.parse(state)).toBe(state)
  expect(one.schema.safeParse('NOWHERE').success).toBe(false)
})

it.each(every)('no random history of a %s makes a move that its table does not have', (_thing, one) => {
  const births = one.moves.flatMap(([from, , next]) => (from === null ? [next] : []))
  const actions = fc.array(fc.constantFrom(...new Set(one.moves.map(([, action]) => action))), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(fc.constantFrom(...births), actions, (birth, asked) => {
      let state = birth
      for (const action of asked) {
        const row = one.moves.find(([from, name]) => from === state && name === action)
        expect(statesBefore(one, action).includes(state)).toBe(row !== undefined)
        expect(actionsIn(one, state).includes(action)).toBe(row !== undefined)
        if (row === undefined) continue
        state = stateAfter(one, action)
        expect(state).toBe(row[2])
      }
    }),
  )
})

it('a move that is not there is refused with the state, the action and what may be done instead', () => {
  const { lifecycle } = lifecycles.payments
  const refusal = refusedMove(lifecycle, 'OFFICE_APPROVED', 'request')
  expect(refusal).toBeInstanceOf(BusinessError)
  expect(refusal).toMatchObject({
    code: 'MOVE_NOT_POSSIBLE',
    facts: {
      ...{ thing: 'payment', from: 'OFFICE_APPROVED', action: 'request' },
      allowed: ['approveByFinance', 'sendBack', 'refuse'],
    },
  })
})
