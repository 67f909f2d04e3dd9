import type { SubmittedApplication } from '../../db/call/application-store.ts'
import type { Stores } from '../../db/stores.ts'
import { standingOf } from '../../domain/call/confirmation.ts'
import type { StandingPartner } from '../../domain/call/partner-decisions.ts'

/** How the partners of an application stand by what is there of their confirmations, before anybody decides on them (art. 9). */
export async function standingPartners(
  stores: Stores,
  { id, content }: Pick<SubmittedApplication, 'id' | 'content'>,
): Promise<StandingPartner[]> {
  const given = await stores.confirmations.of(id)
  return content.partners.map((partner) => ({
    code: partner.bodyTaxCode,
    name: partner.bodyName,
    standing: standingOf(partner, given),
    hasLetter: given.some((one) => one.partnerCode === partner.bodyTaxCode && one.means === 'LETTER'),
  }))
}
