import type { Knex } from 'knex'

/* A form of a page that came when its session was over: what was typed, for the person of that session alone. */
interface HeldForm {
  personId: string
  /** The page that it was sent to. */
  path: string
  act: string
  of: string | null
  /** What was typed, as JSON. */
  typed: string
}

/* Long enough to sign in again, by the clock of the system. */
const IN_TIME = `held_at > now() - interval '1 hour'`

/** Forms that wait for whoever sent them to sign in again; each browser has one at most. */
export function createHeldFormStore(tx: Knex) {
  return {
    /** The person of a session, whether it is open or over; null for a token hash of none. */
    async personOf(session: string): Promise<string | null> {
      const row = await tx('sessions')
        .join('accounts', 'accounts.id', 'sessions.account_id')
        .where('token_sha256', session)
        .first<{ personId: string } | undefined>({ personId: 'accounts.person_id' })
      return row?.personId ?? null
    },

    async hold(token: string, { personId, path, act, of, typed }: HeldForm): Promise<void> {
      await tx('held_forms').insert({
        ...{ token_sha256: token, person_id: personId, path, act, typed },
        about: of,
      })
    },

    /** The form that a browser's token stands for, when it is this person's and of this page. */
    async find(token: string, { personId, path }: Pick<HeldForm, 'personId' | 'path'>) {
      const row = await tx('held_forms')
        .where({ token_sha256: token, person_id: personId, path })
        .whereRaw(IN_TIME)
        .first<Pick<HeldForm, 'act' | 'of' | 'typed'> | undefined>({
          act: 'act',
          of: 'about',
          typed: 'typed',
        })
      return row ?? null
    },

    /** Forgets the form of a browser's token on a page. */
    async drop(token: string, path: string): Promise<void> {
      await tx('held_forms').where({ token_sha256: token, path }).delete()
    },

    /** Drops at most a thousand that nobody came back for. */
    async dropOld(): Promise<number> {
      const { rowCount } = await tx.raw<{ rowCount: number }>(
        `delete from held_forms where token_sha256 in (select token_sha256 from held_forms where not ${IN_TIME} limit 1000)`,
      )
      return rowCount
    },
  }
}
