import fc from 'fast-check'
import {
  boundary,
  catching,
  end,
  eventSub,
  exclusive,
  message,
  parallel,
  process,
  service,
  start,
  sub,
} from '../elements.ts'
import { line, otherwise, when } from '../model.ts'
import type { Model, Part } from '../model.ts'

/** A block of a random process; it is entered at one element and left at another. */
export type Block =
  | { is: 'task' }
  | { is: 'message' }
  | { is: 'sequence' | 'parallel'; of: Block[] }
  | { is: 'choice'; of: Block[]; taken: number }
  | { is: 'each'; sequential: boolean; items: number }
  | { is: 'scope'; of: Block; additions: number; withdrawable: boolean }

const { block } = fc.letrec<{ block: Block }>((tie) => {
  const several = fc.array(tie('block'), { minLength: 2, maxLength: 3 })
  return {
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant<Block>({ is: 'task' }),
      fc.constant<Block>({ is: 'message' }),
      fc.record({ is: fc.constant('each' as const), sequential: fc.boolean(), items: fc.nat(3) }),
      fc.record({ is: fc.constantFrom('sequence' as const, 'parallel' as const), of: several }),
      fc.tuple(several, fc.nat(2)).map(([of, n]): Block => ({ is: 'choice', of, taken: n % of.length })),
      fc
        .tuple(tie('block'), fc.nat(2), fc.boolean())
        .map(([of, additions, withdrawable]): Block => ({ is: 'scope', of, additions, withdrawable })),
    ),
  }
})
export { block as anyBlock }

/** A random process with what must come of it: how often each task is done, and which messages it waits for. */
export interface DrawnModel {
  model: Model
  tasks: Map<string, number>
  messages: string[]
  /** Messages that may end a scope early: then the counts are not known. */
  withdrawals: string[]
  /** By the task that holds a scope open: what is to be added to the scope before. */
  additions: Map<string, { message: string; times: number }>
}

interface Drawn {
  parts: Part[]
  first: string
  last: string
}

export function drawModel(root: Block, processId: string): DrawnModel {
  const drawn: Omit<DrawnModel, 'model'> = {
    tasks: new Map(),
    messages: [],
    withdrawals: [],
    additions: new Map(),
  }
  let count = 0
  const name = (prefix: string): string => `${prefix}${(count += 1)}`
  const task = (prefix: string, times: number): string => {
    const id = name(prefix)
    if (times > 0) drawn.tasks.set(id, times)
    return id
  }
  const alone = (id: string, part: Part): Drawn => ({ parts: [part], first: id, last: id })

  const draw = (one: Block, times: number): Drawn => {
    switch (one.is) {
      case 'task': {
        const id = task('Task', times)
        return alone(id, service(id))
      }
      case 'message': {
        const id = name('Event')
        if (times > 0) drawn.messages.push(id)
        return alone(id, catching(id, message(id, '=key')))
      }
      case 'each': {
        const id = task('Each', times * one.items)
        const over = `=[${Array.from({ length: one.items }, (_, index) => index).join(',')}]`
        return alone(id, service(id, { loop: { over, as: 'item', sequential: one.sequential } }))
      }
      case 'sequence':
        return drawSequence(one.of.map((each) => draw(each, times)))
      case 'parallel':
        return drawParallel(one.of.map((each) => draw(each, times)))
      case 'choice':
        return drawChoice(
          one.of.map((each, index) => draw(each, index === one.taken ? times : 0)),
          one.taken,
        )
      case 'scope':
        return drawScope(one, times)
    }
  }

  const drawSequence = (of: Drawn[]): Drawn => ({
    parts: [
      ...of.map(({ parts }) => parts),
      ...of.slice(1).map((next, at) => line(of[at]!.last, next.first)),
    ],
    first: of[0]!.first,
    last: of.at(-1)!.last,
  })
  const drawParallel = (of: Drawn[]): Drawn => {
    const [fork, join] = [name('Fork'), name('Join')]
    const links = of.flatMap(({ first, last }) => [line(fork, first), line(last, join)])
    return {
      parts: [parallel(fork), parallel(join), ...of.map(({ parts }) => parts), ...links],
      first: fork,
      last: join,
    }
  }
  const drawChoice = (of: Drawn[], taken: number): Drawn => {
    const [split, merge] = [name('Split'), name('Merge')]
    const links = of.map(({ first, last }, index) => [
      index === of.length - 1
        ? otherwise(split, first)
        : when(split, first, index === taken ? '=yes' : '=no'),
      line(last, merge),
    ])
    return {
      parts: [exclusive(split), exclusive(merge), ...of.map(({ parts }) => parts), ...links],
      first: split,
      last: merge,
    }
  }
  const drawScope = (
    { of, additions, withdrawable }: Extract<Block, { is: 'scope' }>,
    times: number,
  ): Drawn => {
    const [scope, begin, added, after] = [
      name('Scope'),
      name('Begin'),
      task('Added', times * additions),
      name('After'),
    ]
    const hold = task('Hold', times)
    const inner = draw(of, times)
    if (times > 0) drawn.additions.set(hold, { message: `${added}Asked`, times: additions })
    if (times > 0 && withdrawable) drawn.withdrawals.push(`${scope}Withdrawn`)
    const content = [
      line(start(begin), inner.first),
      inner.parts,
      line(inner.last, service(hold), end(`${scope}Done`)),
      eventSub(`${added}Sub`, { event: message(`${added}Asked`, '=key'), interrupting: false }, [
        service(added),
        end(`${added}Done`),
      ]),
    ]
    const withdrawal = boundary(`${scope}Out`, { on: scope }, message(`${scope}Withdrawn`, '=key'))
    return {
      parts: [
        sub(scope, content),
        exclusive(after),
        line(scope, after),
        withdrawable ? line(withdrawal, after) : [],
      ],
      first: scope,
      last: after,
    }
  }

  const { parts, first, last } = draw(root, 1)
  return { ...drawn, model: process(processId, [line('Enter', first), parts, line(last, end('End'))]) }
}
