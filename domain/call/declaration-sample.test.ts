import { describe, expect, it } from '@jest/globals'
import { drawSample, sampleSeed } from './declaration-sample.ts'

const applications = Array.from({ length: 9 }, (_, index) => ({
  code: `A1-00${index + 1}`,
  contentSha256: `hash ${index}`,
}))
const draw = (shareBasisPoints: number, of = applications, seed = sampleSeed('call', of)) =>
  drawSample(of, { seed, shareBasisPoints }).map(({ code }) => code)

describe('the sample of self-declarations (DPR 445/2000 art. 71)', () => {
  it.each([
    [1, 1],
    [1000, 1],
    [2000, 2],
    [3334, 4],
    [10_000, 9],
  ])('of nine applications takes at %i basis points %i, rounded up', (share, size) => {
    expect(draw(share)).toHaveLength(size)
  })

  it('takes none of none', () => {
    expect(draw(1000, [])).toEqual([])
  })

  it('is the same whatever the order of the rows, and a larger share only adds to it', () => {
    expect(draw(2000, applications.toReversed())).toEqual(draw(2000))
    expect(draw(5000).slice(0, 2)).toEqual(draw(2000))
  })

  it('depends on everything that was submitted, and on the rules in force', () => {
    const changed = applications.map((one, index) => (index === 0 ? { ...one, contentSha256: 'other' } : one))
    const seeds = [
      sampleSeed('call', applications),
      sampleSeed('call', changed),
      sampleSeed('rules', applications),
    ]
    expect(new Set(seeds).size).toBe(3)
    expect(new Set(seeds.map((seed) => draw(10_000, applications, seed).join())).size).toBe(3)
  })

  it('is drawn evenly: over many seeds each is taken about as often', () => {
    const taken = Array.from({ length: 900 }, (_, seed) => draw(1000, applications, String(seed))[0])
    for (const { code } of applications) {
      const times = taken.filter((one) => one === code).length
      expect(times).toBeGreaterThan(60)
      expect(times).toBeLessThan(140)
    }
  })
})
