import type { Knex } from 'knex'
import type { Person } from '../../domain/network/person.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { BodyId, PersonId } from '../../domain/shared/ids.ts'

/** What somebody is invited to be, and until when the link counts. */
export interface Invitation {
  id: string
  person: Person & { email: string }
  bodyId: BodyId
  bodyName: string
  role: 'ALLIANCE_LEAD' | 'NETWORK_MEMBER'
  signatory: boolean
  act: string
  expiresOn: LocalDate
  acceptedAt: Date | null
  revokedAt: Date | null
}

const INVITATION = `i.id, i.person, i.body_id as "bodyId", b.name as "bodyName", i.role, i.signatory, i.act,
  i.expires_on as "expiresOn", i.accepted_at as "acceptedAt", i.revoked_at as "revokedAt"
  from invitations i join bodies b on b.id = i.body_id`

/** Invitations, known by the hash of the token in their link. */
export function createInvitationStore(tx: Knex) {
  return {
    async addInvitation(
      { person, ...one }: Omit<Invitation, 'bodyName' | 'acceptedAt' | 'revokedAt'>,
      { token, by, at }: { token: string; by: string; at: Date },
    ): Promise<void> {
      await tx('invitations').insert({
        ...{ id: one.id, token_sha256: token, person: JSON.stringify(person), body_id: one.bodyId },
        ...{ role: one.role, signatory: one.signatory, act: one.act, expires_on: one.expiresOn },
        ...{ invited_by: by, invited_at: at },
      })
    },

    /** The invitation of a link; locked by who accepts it, so that it is accepted once. */
    async invitationOf(token: string, lock: '' | 'for update of i' = ''): Promise<Invitation | null> {
      const sql = `select ${INVITATION} where i.token_sha256 = :token ${lock}`
      return (await tx.raw<{ rows: Invitation[] }>(sql, { token })).rows[0] ?? null
    },

    /** Those that are neither accepted nor revoked, newest first; a hundred at most. */
    async openInvitations(): Promise<Invitation[]> {
      const sql = `select ${INVITATION} where i.accepted_at is null and i.revoked_at is null
        order by i.invited_at desc, i.id limit 100`
      return (await tx.raw<{ rows: Invitation[] }>(sql)).rows
    },

    async acceptInvitation(id: string, personId: PersonId, at: Date): Promise<void> {
      await tx('invitations').where({ id }).update({ accepted_at: at, person_id: personId })
    },

    /** False for one that is accepted or revoked already, or is none. */
    async revokeInvitation(id: string, at: Date): Promise<boolean> {
      const open = { id, accepted_at: null, revoked_at: null }
      return (await tx('invitations').where(open).update({ revoked_at: at })) === 1
    },
  }
}
