import { describe, expect, it } from '@jest/globals'
import { derivedId } from '../shared/ids.ts'
import type { CallId, MeetingId } from '../shared/ids.ts'
import { rankedApplication, rankingInput } from './ranking.fixture.ts'
import { sealHash, sealRanking, verifyRanking } from './ranking-seal.ts'

const GOOD = [[4500, 4500]] as const

describe('a sealed ranking', () => {
  const vote = {
    meetingId: derivedId<MeetingId>('meeting'),
    provisionalSealHash: 'c'.repeat(64),
    ...{ present: 3, inFavour: 2, against: 1, abstained: 0 },
  }
  const identity = {
    callId: derivedId<CallId>('call'),
    configurationHash: 'a'.repeat(64),
    reopening: null,
    correction: null,
    vote,
  }
  const input = rankingInput([rankedApplication('one', GOOD), rankedApplication('two', [[4000, 4100]])])
  const seal = sealRanking({ ...identity, input })
  const file = (): typeof seal => structuredClone(seal)

  it('is verified from its file alone', () => {
    expect(verifyRanking(JSON.parse(JSON.stringify(seal)))).toEqual({ ok: true, value: seal })
  })

  it('has the same hash whatever the order of its inputs', () => {
    const turned = { ...input, applications: input.applications.toReversed() }
    expect(sealRanking({ ...identity, input: turned }).sealHash).toBe(seal.sealHash)
  })

  it('is refused when a score was changed, even with a fresh hash', () => {
    const changed = file()
    changed.input.applications.forEach((one) =>
      one.evaluations.forEach((each) => (each.scores[0]!.centipoints = 1)),
    )
    expect(verifyRanking(changed)).toMatchObject({
      ok: false,
      problems: [{ code: 'RANKING_DIFFERS' }, { code: 'HASH_DIFFERS' }],
    })
    changed.sealHash = sealHash(changed)
    expect(verifyRanking(changed)).toMatchObject({ ok: false, problems: [{ code: 'RANKING_DIFFERS' }] })
  })

  it('is refused when anything else was changed', () => {
    expect(verifyRanking({ ...file(), configurationHash: 'b'.repeat(64) })).toMatchObject({
      ok: false,
      problems: [{ code: 'HASH_DIFFERS' }],
    })
  })

  it('is refused with its reason when it is no seal, or cannot be computed', () => {
    expect(verifyRanking({})).toMatchObject({ ok: false })
    const empty = file()
    empty.input.applications.forEach((one) => (one.evaluations = []))
    expect(verifyRanking(empty)).toMatchObject({ ok: false, problems: [{ code: 'NOT_COMPUTABLE' }] })
  })
})
