import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { derivedId } from '../shared/ids.ts'
import type { ApplicationId, CallId, MeetingId } from '../shared/ids.ts'
import { localDateSchema } from '../shared/local-date.ts'
import { cents, sumCents } from '../shared/money.ts'
import { correctedRanking, isCorrectionOf, rankingCorrectionProblems } from './ranking-correction.ts'
import type { CorrectedDatum, RankingSeal } from './ranking-input.ts'
import { rankedApplication, rankingInput } from './ranking.fixture.ts'
import { sealHash, sealRanking, verifyRanking } from './ranking-seal.ts'

const idOf = (name: string): ApplicationId => derivedId('application', name)
const day = (iso: string) => localDateSchema.parse(iso)

function adopted(
  applications: Parameters<typeof rankingInput>[0],
  budgetLineCents = 10_000_000,
): RankingSeal {
  return sealRanking({
    callId: derivedId<CallId>('call'),
    configurationHash: 'a'.repeat(64),
    ...{ reopening: null, correction: null },
    vote: {
      meetingId: derivedId<MeetingId>('meeting'),
      provisionalSealHash: 'c'.repeat(64),
      ...{ present: 3, inFavour: 2, against: 1, abstained: 0 },
    },
    input: rankingInput(applications, { budgetLineCents: cents(budgetLineCents) }),
  })
}
const notAdmitted = (name: string): CorrectedDatum => ({ datum: 'ADMISSIBILITY', applicationId: idOf(name) })
const costing = (name: string, eligible: number): CorrectedDatum => ({
  ...{ datum: 'ELIGIBLE_COST', applicationId: idOf(name), eligibleCostCents: cents(eligible) },
})
const lines = ({ entries, input }: RankingSeal) =>
  entries.map((entry) => {
    const title = input.applications.find((one) => one.applicationId === entry.applicationId)?.title
    return `${title} ${entry.outcome} ${entry.grantCents}`
  })

const THREE = adopted([
  rankedApplication('first', [[4900, 4900]]),
  rankedApplication('second', [[4500, 4500]]),
  rankedApplication('third', [[4000, 4000]]),
])

describe('a ranking computed again with one datum corrected (L. 241/1990 art. 21-nonies)', () => {
  it('has who was admitted by mistake among those not admitted, and its money goes to who follows', () => {
    expect(lines(THREE)).toEqual([
      'first FUNDED 4200000',
      'second FUNDED 4200000',
      'third PARTIALLY_FUNDED 1600000',
    ])
    const corrected = correctedRanking(THREE, { kind: 'ANNULMENT', corrected: notAdmitted('second') })
    expect(lines(corrected)).toEqual([
      'first FUNDED 4200000',
      'third FUNDED 4200000',
      'second NOT_ADMITTED 0',
    ])
    expect(verifyRanking(JSON.parse(JSON.stringify(corrected)))).toEqual({ ok: true, value: corrected })
  })

  it('gives the grant that the right cost gives, and nobody’s place changes by it', () => {
    const corrected = correctedRanking(THREE, {
      kind: 'RECTIFICATION',
      corrected: costing('first', 2_000_000),
    })
    expect(lines(corrected)).toEqual([
      'first FUNDED 1400000',
      'second FUNDED 4200000',
      'third FUNDED 4200000',
    ])
  })

  it('names the one that it corrects, and is its correction only where nothing else differs', () => {
    const corrected = correctedRanking(THREE, { kind: 'ANNULMENT', corrected: notAdmitted('second') })
    expect(corrected.correction?.sealHash).toBe(THREE.sealHash)
    expect(isCorrectionOf(corrected, THREE)).toBe(true)
    const more = structuredClone(corrected)
    more.input.applications[0]!.requestedGrantCents = cents(1)
    const resealed = sealRanking(more)
    expect(verifyRanking(resealed).ok).toBe(true)
    expect(isCorrectionOf(resealed, THREE)).toBe(false)
    expect(isCorrectionOf(THREE, THREE)).toBe(false)
  })

  it('is refused where it corrects what nobody has adopted', () => {
    const corrected = correctedRanking(THREE, { kind: 'ANNULMENT', corrected: notAdmitted('second') })
    const input = {
      ...corrected.input,
      stage: 'PROVISIONAL' as const,
      applications: corrected.input.applications.map((one) => ({ ...one, committee: null })),
    }
    const provisional = sealRanking({ ...corrected, vote: null, input })
    expect(sealHash(provisional)).toBe(provisional.sealHash)
    expect(verifyRanking(provisional)).toMatchObject({ ok: false, problems: [{ code: 'NOTHING_ADOPTED' }] })
  })
})

const half = fc.integer({ min: 0, max: 100 }).map((steps) => steps * 50)
const anyAdopted = fc
  .tuple(
    fc.array(
      fc.record({
        points: fc.array(fc.tuple(half, half), { minLength: 1, maxLength: 4 }),
        admissible: fc.boolean(),
        cost: fc.integer({ min: 1, max: 20_000_000 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    fc.integer({ min: 0, max: 20_000_000 }),
  )
  .map(([applications, budget]) =>
    adopted(
      applications.map(({ points, admissible, cost }, index) =>
        rankedApplication(`p${index}`, points, { admissible, eligibleCostCents: cents(cost) }),
      ),
      budget,
    ),
  )
const anyCorrected = fc
  .tuple(anyAdopted, fc.nat(), fc.option(fc.integer({ min: 1, max: 20_000_000 }), { nil: null }))
  .map(([seal, which, cost]) => {
    const { applicationId } = seal.input.applications[which % seal.input.applications.length]!
    const corrected: CorrectedDatum =
      cost === null
        ? { datum: 'ADMISSIBILITY', applicationId }
        : { datum: 'ELIGIBLE_COST', applicationId, eligibleCostCents: cents(cost) }
    return { seal, applicationId, later: correctedRanking(seal, { kind: 'ANNULMENT', corrected }) }
  })

describe('whatever is corrected', () => {
  it('is the same ranking where the datum is the one that was there', () => {
    fc.assert(
      fc.property(anyAdopted, fc.nat(), (seal, which) => {
        const one = seal.input.applications[which % seal.input.applications.length]!
        const corrected = costing(one.title, one.eligibleCostCents)
        expect(correctedRanking(seal, { kind: 'RECTIFICATION', corrected }).entries).toEqual(seal.entries)
      }),
    )
  })

  it('spends the budget line at most, and gives nobody more than the rules do', () => {
    fc.assert(
      fc.property(anyCorrected, ({ later: { entries, input } }) => {
        const total = sumCents(entries.map(({ grantCents }) => grantCents))
        expect(total).toBeLessThanOrEqual(input.rules.budgetLineCents)
        for (const one of entries) expect(one.grantCents).toBeLessThanOrEqual(one.entitledCents)
      }),
    )
  })

  it('has the sheets, the votes and the rules of the corrected one: nobody excluded comes to count (art. 5)', () => {
    fc.assert(
      fc.property(anyCorrected, ({ seal, later }) => {
        const counted = ({ input }: RankingSeal) =>
          input.applications.map(({ applicationId, evaluations, committee }) => ({
            ...{ applicationId, evaluations, committee },
          }))
        expect(counted(later)).toEqual(counted(seal))
        expect([later.vote, later.input.rules]).toEqual([seal.vote, seal.input.rules])
      }),
    )
  })

  it('leaves the order of all the others as it was', () => {
    fc.assert(
      fc.property(anyCorrected, ({ seal, later, applicationId }) => {
        const others = ({ entries }: RankingSeal) =>
          entries.filter((one) => one.position !== null && one.applicationId !== applicationId)
        expect(others(later).map((one) => one.applicationId)).toEqual(
          others(seal).map((one) => one.applicationId),
        )
      }),
    )
  })
})

describe('what speaks against a correction', () => {
  const RIGHT = {
    ...{ kind: 'ANNULMENT' as const, corrected: notAdmitted('second') },
    ...{ heardUntil: day('2027-06-20'), annullableUntil: day('2027-12-01') },
  }
  const facts = { presentedCostCents: 6_000_000, today: day('2027-06-10') }
  const RECTIFIED = { ...RIGHT, kind: 'RECTIFICATION' as const, annullableUntil: null }

  it.each([
    ['nothing', RIGHT, []],
    ['nothing of a cost', { ...RECTIFIED, corrected: costing('first', 5_000_000) }, []],
    ['that it is in no ranking', { ...RIGHT, corrected: notAdmitted('other') }, ['application']],
    ['that an admission is no material error', RECTIFIED, ['datum']],
    [
      'that it changes nothing',
      { ...RECTIFIED, corrected: costing('first', 6_000_000) },
      ['eligibleCostCents'],
    ],
    [
      'that it is above what was presented (art. 10)',
      { ...RECTIFIED, corrected: costing('first', 6_000_001) },
      ['eligibleCostCents'],
    ],
    [
      'that nobody could be heard (L. 241/1990 art. 7, 10)',
      { ...RIGHT, heardUntil: day('2027-06-10') },
      ['heardUntil'],
    ],
    [
      'that nobody has reckoned until when (L. 241/1990 art. 21-nonies)',
      { ...RIGHT, annullableUntil: null },
      ['annullableUntil'],
    ],
    [
      'that its term passes before they are heard',
      { ...RIGHT, annullableUntil: day('2027-06-20') },
      ['annullableUntil'],
    ],
    [
      'that a material error has no such term',
      { ...RECTIFIED, corrected: costing('first', 1), annullableUntil: day('2027-12-01') },
      ['annullableUntil'],
    ],
  ] as const)('is %s', (_what, proposed, paths) => {
    expect(rankingCorrectionProblems(proposed, THREE, facts).map(({ path }) => path)).toEqual(paths)
  })
})
