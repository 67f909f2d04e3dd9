import { z } from 'zod'
import { hashOf } from '../shared/canonical-json.ts'
import type { ApplicationDraft } from './application.ts'

type Partner = ApplicationDraft['partners'][number]

/** By what a partner confirms its part in an alliance: it does so itself, or its signed letter is there. */
type ConfirmationMeans = 'ACCOUNT' | 'LETTER'

/** What is there of a partner's confirmation. `partSha256` names the part that it is about; `signature` is null but for a letter. */
export interface Confirmation {
  partnerCode: string
  means: ConfirmationMeans
  partSha256: string
  signature: 'NONE' | 'UNVERIFIED' | null
}

/** How a partner stands: the lead, which submits; confirmed by itself, or by its letter; or why not: a letter without a
 * signature, a confirmation of another part than the one that is written now, nothing at all. Once admissibility is decided:
 * dropped, or its letter accepted. */
export const partnerStandingSchema = z.enum([
  'LEAD',
  'ACCOUNT',
  'LETTER',
  'UNSIGNED',
  'OTHER_PART',
  'MISSING',
  'ACCEPTED',
  'DROPPED',
])
export type PartnerStanding = z.infer<typeof partnerStandingSchema>

const CONFIRMED: readonly PartnerStanding[] = ['LEAD', 'ACCOUNT', 'LETTER', 'ACCEPTED']

/** SHA-256 that names a partner's part: the role and the contribution that it confirms (art. 9). */
export function partHash({ role, contribution }: Pick<Partner, 'role' | 'contribution'>): string {
  return hashOf({ role, contribution })
}

/** A partner whose part is told: what it is asked to confirm. */
export interface ToldPartner {
  bodyTaxCode: string
  role: 'PARTNER' | 'ADHERENT'
  contribution: string
}

/** The partners that an application names with role and contribution, its lead apart; of a draft others may be there, that nobody can
 * confirm yet. */
export const toldPartners = ({ partners }: Pick<ApplicationDraft, 'partners'>): ToldPartner[] =>
  partners.flatMap(({ bodyTaxCode, role, contribution }) =>
    bodyTaxCode === null || role === null || role === 'LEAD' || contribution === null
      ? []
      : [{ bodyTaxCode, role, contribution }],
  )

/** How a partner stands, by what is there of its confirmation: it is of one role and one contribution (art. 9). */
export function standingOf(
  partner: Pick<Partner, 'bodyTaxCode' | 'role' | 'contribution'>,
  given: readonly Confirmation[],
): PartnerStanding {
  if (partner.role === 'LEAD') return 'LEAD'
  const own = given.filter((one) => one.partnerCode === partner.bodyTaxCode)
  if (own.length === 0) return 'MISSING'
  const part = partHash(partner)
  const ofPart = own.filter((one) => one.partSha256 === part)
  if (ofPart.length === 0) return 'OTHER_PART'
  if (ofPart.some((one) => one.means === 'ACCOUNT')) return 'ACCOUNT'
  return ofPart.some((one) => one.signature === 'UNVERIFIED') ? 'LETTER' : 'UNSIGNED'
}

/** True where the partner counts at the closing (art. 9). */
export function isConfirmed(standing: PartnerStanding): boolean {
  return CONFIRMED.includes(standing)
}
