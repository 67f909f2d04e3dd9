import type { Knex } from 'knex'
import type { Homonym } from '../../domain/call/admissibility.ts'
import type { PartnerRole } from '../../domain/call/application.ts'
import type { ApplicationStatus } from '../../domain/call/lifecycle.ts'
import type { BodyKind, EnterpriseSize } from '../../domain/network/network.ts'
import { homonymsOf } from './homonyms.ts'

/** A body of an alliance, as the register knows it. */
export interface AlliancePartner {
  applicationId: string
  bodyId: string
  role: PartnerRole
  contribution: string
  name: string
  taxCode: string
  vatNumber: string | null
  kind: BodyKind
  size: EnterpriseSize | null
}

/** What takes no part in a call: not yet, or no longer. */
export const OUTSIDE: ApplicationStatus[] = ['DRAFT', 'DISCARDED', 'WITHDRAWN']

const partnerColumns = [
  'p.application_id as applicationId',
  'p.body_id as bodyId',
  'p.role',
  'p.contribution',
  'b.name',
  'b.tax_code as taxCode',
  'b.vat_number as vatNumber',
  'b.kind',
  'b.size',
]

/** The bodies of alliances: as they stand, without those that were dropped, and all that are named (art. 9). */
export function createPartnerReads(tx: Knex) {
  const partners = (where: Record<string, string>) =>
    tx('partner_standings as p')
      .where('p.dropped', false)
      .join('body_subjects as s', 's.body_id', 'p.body_id')
      .join('bodies as b', 'b.id', 's.subject_id')
      .join('applications as a', 'a.id', 'p.application_id')
      .where(where)
      .orderByRaw(
        `p.application_id, array_position(array['LEAD','PARTNER','ADHERENT'], p.role), b.name, p.body_id`,
      )
      .select(partnerColumns)

  return {
    partnersOf: (applicationId: string): Promise<AlliancePartner[]> =>
      partners({ 'p.application_id': applicationId }),
    /** The bodies that an application names by these codes, each with every body that its row may be. */
    async bodiesNamed(applicationId: string, codes: readonly string[]): Promise<string[]> {
      const { rows } = await tx.raw<{ rows: { id: string }[] }>(
        `select p.body_id as id from application_partners p where p.application_id = :applicationId and p.code = any(:codes)
         union select n.subject_id from application_partners p join body_names n on n.body_id = p.body_id
          where p.application_id = :applicationId and p.code = any(:codes)`,
        { applicationId, codes: [...codes] },
      )
      return rows.map((row) => row.id)
    },
    homonymsOf: (applicationId: string): Promise<Homonym[]> => homonymsOf(tx, applicationId),
    /** The partners of every application that takes part in a call. */
    partnersOfCall: (callId: string): Promise<AlliancePartner[]> =>
      partners({ 'a.call_id': callId }).whereNotIn('a.status', OUTSIDE),
    /** Every body that an application taking part in a call names, dropped ones too, and whether it counts (art. 5, 9). */
    namedIn: (
      callId: string,
    ): Promise<{ applicationId: string; bodyId: string; role: PartnerRole; confirmed: boolean }[]> =>
      tx('partner_standings as p')
        .join('applications as a', 'a.id', 'p.application_id')
        .where({ 'a.call_id': callId })
        .whereNotIn('a.status', OUTSIDE)
        .select({
          applicationId: 'p.application_id',
          bodyId: 'p.body_id',
          role: 'p.role',
          confirmed: 'p.confirmed',
        }),
  }
}
