import { describe, expect, it } from '@jest/globals'
import { testConfiguration } from '../domain/call/configuration.fixture.ts'
import { callRules } from '../domain/call/configuration.ts'
import { itemScores } from './item-scores.ts'

const { evaluation } = callRules(testConfiguration())
const [first, ...others] = evaluation.criteria.map(({ id }) => id)
const sheet = (centipoints: number, reason: string) => ({
  scores: [{ criterionId: first ?? '', centipoints, reason }],
})
const readable = {
  applicationId: 'A-01',
  ...{ total: '20.5', byCriterion: [{ criterionId: first ?? '', points: '20.5' }] },
  ...{ sheets: [sheet(1_500, 'Poco'), sheet(2_600, 'Molto')], ofOthers: true, open: true, read: true },
}

describe('the scores of the project at hand (art. 6)', () => {
  it('are the committee’s, with the least and the most of the sheets, and every reason', () => {
    const found = itemScores(readable, evaluation)
    expect(found).toMatchObject({ total: '20.5', count: 2, spread: { least: 1_500, most: 2_600 } })
    expect(found?.rows[0]).toMatchObject({
      ...{ score: '20.5', spread: { least: 1_500, most: 2_600 } },
      reasons: [
        { centipoints: 1_500, reason: 'Poco' },
        { centipoints: 2_600, reason: 'Molto' },
      ],
    })
    expect(found?.rows.slice(1)).toEqual(
      others.map(() => expect.objectContaining({ score: null, spread: null })),
    )
  })

  it('are nobody’s who has not said to read the sheets of others (art. 5)', () => {
    expect(itemScores({ ...readable, ofOthers: false }, evaluation)).toBeNull()
  })
})
