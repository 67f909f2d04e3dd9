import { describe, expect, it } from '@jest/globals'
import { actRecordSchema, missingForAdoption, missingForEffects } from './act.ts'
import type { ActRecord } from './act.ts'

function record(change: Partial<Record<keyof ActRecord, string | null>> = {}): ActRecord {
  return actRecordSchema.parse({
    number: '390',
    adoptedOn: '2026-05-29',
    organ: 'Direttore generale',
    signedFileSha256: 'a'.repeat(64),
    publicationNumber: '1200',
    publishedOn: '2026-05-30',
    ...change,
  })
}

describe('an act of the body (art. 8)', () => {
  it.each(['number', 'adoptedOn', 'organ', 'signedFileSha256'] as const)(
    'does not exist without its %s',
    (field) => {
      expect(missingForAdoption(record({ [field]: null })).map((one) => one.path)).toEqual([field])
    },
  )

  it('has no effect before its publication (art. 8, 11; D.Lgs. 33/2013 art. 26 c. 3)', () => {
    const unpublished = record({ publicationNumber: null, publishedOn: null })
    expect(missingForEffects(unpublished).map((one) => one.path)).toEqual([
      'publicationNumber',
      'publishedOn',
    ])
  })

  it('cannot be published before it is adopted', () => {
    expect(missingForEffects(record({ publishedOn: '2026-05-28' })).map((one) => one.code)).toEqual([
      'BEFORE_ADOPTION',
    ])
    expect(missingForEffects(record())).toEqual([])
  })
})
