import { describe, expect, it } from '@jest/globals'
import { TransientError } from '../domain/shared/errors.ts'
import { createTurns } from './turns.ts'

/* Work that ends when it is told to. */
function held() {
  const { promise, resolve, reject } = Promise.withResolvers<null>()
  return { work: () => promise, end: () => resolve(null), fail: reject }
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
const AN_HOUR_MS = 3_600_000

describe('requests that wait for their turn', () => {
  it('begin in the order in which they came, so many at once, whatever becomes of those before', async () => {
    const turns = createTurns(2)
    const begun: number[] = []
    const all = Array.from({ length: 5 }, held)
    const ends = all.map(({ work }, index) =>
      turns.take(() => {
        begun.push(index)
        return work()
      }),
    )
    await settled()
    expect(begun).toEqual([0, 1])
    all[1]?.fail(new Error('lost'))
    await expect(ends[1]).rejects.toThrow('lost')
    expect(begun).toEqual([0, 1, 2])
    for (const { end } of all) end()
    await Promise.all(ends.filter((_, index) => index !== 1))
    expect(begun).toEqual([0, 1, 2, 3, 4])
  })

  it('go before whoever only brings a file, who is not counted among them and comes in the own order (art. 10)', async () => {
    const turns = createTurns(1)
    const begun: string[] = []
    const first = held()
    const take = (name: string, place: 'IN_LINE' | 'BEHIND') =>
      turns.take(() => {
        begun.push(name)
        return name === 'first' ? first.work() : settled()
      }, place)
    const files = Array.from({ length: 1_001 }, (_, index) =>
      take(index === 0 ? 'first' : `file ${index}`, 'BEHIND'),
    )
    await expect(take('one file too many', 'BEHIND')).rejects.toThrow(TransientError)
    const submissions = [take('submission 1', 'IN_LINE'), take('submission 2', 'IN_LINE')]
    first.end()
    await Promise.all([...submissions, ...files])
    expect(begun.slice(0, 5)).toEqual(['first', 'submission 1', 'submission 2', 'file 1', 'file 2'])
  })

  it('are refused only where a thousand stand in line, who are all answered', async () => {
    const turns = createTurns(1)
    const first = held()
    const others = Array.from({ length: 1_001 }, (_, index) => turns.take(index === 0 ? first.work : settled))
    await expect(turns.take(settled)).rejects.toThrow(TransientError)
    first.end()
    await expect(Promise.all(others)).resolves.toHaveLength(1_001)
  })

  it('go before what nobody waits for, which goes on once nobody stands in line or its patience is over', async () => {
    const turns = createTurns(1)
    await turns.giveWay(AN_HOUR_MS)
    const [first, second] = [held(), held()]
    const ends = [turns.take(first.work), turns.take(second.work)]
    let isOn = false
    const other = turns.giveWay(AN_HOUR_MS).then(() => (isOn = true))
    await turns.giveWay(0)
    expect(isOn).toBe(false)
    first.end()
    await other
    second.end()
    await Promise.all(ends)
  })
})
