import { describe, expect, it } from '@jest/globals'
import { isConfirmed, partHash, standingOf } from './confirmation.ts'
import type { Confirmation, PartnerStanding } from './confirmation.ts'

const partner = {
  bodyTaxCode: '80012345678',
  role: 'PARTNER' as const,
  contribution: 'Realizza i laboratori.',
}
const given = (change: Partial<Confirmation>): Confirmation => ({
  ...{ partnerCode: partner.bodyTaxCode, means: 'LETTER', partSha256: partHash(partner) },
  ...{ signature: 'UNVERIFIED', ...change },
})
const account = given({ means: 'ACCOUNT', signature: null })
const otherPart = partHash({ ...partner, contribution: 'Presta la sede.' })

describe('a partner counts when it has confirmed its role and its contribution (art. 9)', () => {
  it.each<[string, Confirmation[], PartnerStanding]>([
    ['by itself', [account], 'ACCOUNT'],
    ['by its signed letter', [given({})], 'LETTER'],
    ['by itself, whatever its letter', [given({ signature: 'NONE' }), account], 'ACCOUNT'],
    ['not by a letter without a signature', [given({ signature: 'NONE' })], 'UNSIGNED'],
    ['not for another contribution', [given({ partSha256: otherPart })], 'OTHER_PART'],
    [
      'not for another role',
      [given({ partSha256: partHash({ ...partner, role: 'ADHERENT' }) })],
      'OTHER_PART',
    ],
    [
      'by its letter, once that is of the part as it is now',
      [{ ...account, partSha256: otherPart }, given({})],
      'LETTER',
    ],
    ['not by what another confirmed', [given({ partnerCode: '80099999999' })], 'MISSING'],
    ['not unasked', [], 'MISSING'],
  ])('%s', (_how, confirmations, standing) => {
    expect(standingOf(partner, confirmations)).toBe(standing)
    expect(isConfirmed(standing)).toBe(standing === 'ACCOUNT' || standing === 'LETTER')
  })

  it('and a lead by submitting (art. 10)', () => {
    expect(standingOf({ ...partner, role: 'LEAD' }, [])).toBe('LEAD')
    expect(isConfirmed('LEAD')).toBe(true)
  })
})
