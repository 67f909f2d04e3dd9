import type { Knex } from 'knex'
import type { Confirmation } from '../../domain/call/confirmation.ts'
import type { Attachment } from './attachment-store.ts'

/** A partner's confirmation as it is kept: for whom somebody signs, or a letter with its file. */
export interface KeptConfirmation extends Confirmation {
  givenBy: string
  givenAt: Date
  fileName: string | null
  mediaType: string | null
  sha256: string | null
}

/** That a partner was asked by mail to confirm a part: how many `people` of it were written to, 0 where nobody acts for it here. */
export interface PartnerInvitation {
  partnerCode: string
  partSha256: string
  people: number
  invitedAt: Date
}

interface Given {
  applicationId: string
  partnerCode: string
  partSha256: string
  by: string
  at: Date
}

type Letter = Pick<Attachment, 'fileName' | 'mediaType' | 'sha256' | 'signature'>

const columns = {
  partnerCode: 'partner_code',
  means: 'means',
  partSha256: 'part_sha256',
  signature: 'signature',
  givenBy: 'given_by',
  givenAt: 'given_at',
  fileName: 'file_name',
  mediaType: 'media_type',
  sha256: 'sha256',
}

/** That partners confirm their part, each by itself or by its letter: given again it takes the place of the first (art. 9). */
export function createConfirmationStore(tx: Knex) {
  const put = async (row: Record<string, unknown>): Promise<void> => {
    await tx('partner_confirmations')
      .insert(row as never)
      .onConflict(['application_id', 'partner_code', 'means'])
      .merge()
  }
  const rowOf = ({ applicationId, partnerCode, partSha256, by, at }: Given) => ({
    ...{ application_id: applicationId, partner_code: partnerCode, part_sha256: partSha256 },
    ...{ given_by: by, given_at: at },
  })
  return {
    of: (applicationId: string): Promise<KeptConfirmation[]> =>
      tx('partner_confirmations')
        .where({ application_id: applicationId })
        .orderBy(['partner_code', 'means'])
        .select<KeptConfirmation[]>(columns),

    invitationsOf: (applicationId: string): Promise<PartnerInvitation[]> =>
      tx('partner_invitations')
        .where({ application_id: applicationId })
        .orderBy('partner_code')
        .select({
          ...{ partnerCode: 'partner_code', partSha256: 'part_sha256' },
          ...{ people: 'people', invitedAt: 'invited_at' },
        }),

    /** Notes whom the lead asked; again takes the place of the last time. */
    async putInvitations(
      applicationId: string,
      invitations: readonly PartnerInvitation[],
      by: string,
    ): Promise<void> {
      if (invitations.length === 0) return
      const rows = invitations.map(({ partnerCode, partSha256, people, invitedAt }) => ({
        ...{ application_id: applicationId, partner_code: partnerCode, part_sha256: partSha256 },
        ...{ people, invited_by: by, invited_at: invitedAt },
      }))
      await tx('partner_invitations').insert(rows).onConflict(['application_id', 'partner_code']).merge()
    },

    /** The body says so itself, signed by one of its signatories. */
    confirm: (given: Given, signedBy: string): Promise<void> =>
      put({ ...rowOf(given), means: 'ACCOUNT', signed_by: signedBy }),

    /** The lead uploads its letter. */
    putLetter: (given: Given, { fileName, mediaType, sha256, signature }: Letter): Promise<void> =>
      put({
        ...rowOf(given),
        ...{ means: 'LETTER', file_name: fileName, media_type: mediaType, sha256, signature },
      }),
  }
}
