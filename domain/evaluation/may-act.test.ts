import { describe, expect, it } from '@jest/globals'
import { barringArticle } from './may-act.ts'
import type { Matter, TieKind } from './may-act.ts'

const PERSONAL = 'art. 6-bis L. 241/1990; art. 6 e 7 DPR 62/2013'
const CASES: readonly [string, TieKind[], Record<Matter, string | null>][] = [
  ['without a tie, or with one that was waived', [], { EVALUATION: null, PROJECT: null }],
  ['tied by the seat', ['SEAT'], { EVALUATION: 'art. 5', PROJECT: null }],
  ['tied as a person', ['PERSONAL'], { EVALUATION: PERSONAL, PROJECT: PERSONAL }],
  ['tied both ways', ['SEAT', 'PERSONAL'], { EVALUATION: PERSONAL, PROJECT: PERSONAL }],
]

describe('may a person act on a subject (art. 5; L. 241/1990 art. 6-bis; DPR 62/2013 art. 6-7)', () => {
  it.each(CASES)('%s: barred from %j by %j', (_, ties, expected) => {
    expect({
      EVALUATION: barringArticle('EVALUATION', ties),
      PROJECT: barringArticle('PROJECT', ties),
    }).toEqual(expected)
  })
})
