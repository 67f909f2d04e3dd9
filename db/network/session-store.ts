import type { Knex } from 'knex'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { rowsOf } from '../platform/direct-reads.ts'
import { UNDECIDED } from '../platform/delivery-read-model.ts'
import { ACTING, IN_ORDER, ordered, toActing } from './function-store.ts'
import type { ActingPerson, ActingRow, FunctionChoice } from './function-store.ts'

/* A session counts for ten hours of the database's clock, which does not move with legal time. */
const OPEN = `s.ended_at is null and s.since > now() - interval '10 hours'`

/* The row is written at most once in five minutes. */
const SESSION = `open as (
    select a.person_id, s.function_id, s.seen_at < now() - interval '5 minutes' as stale from sessions s join accounts a on a.id = s.account_id
     where s.token_sha256 = :token and ${OPEN})`
const STALE = `(select stale from open) as stale`
const OWN = `${ACTING} and p.id = (select person_id from open)`
const FIND = `with ${SESSION}, own as (${OWN} order by coalesce(f.id = (select function_id from open), false) desc, ${IN_ORDER} limit 1) select own.*, ${STALE} from own`
const FIND_ALL = `with ${SESSION}, own as (${OWN} order by ${IN_ORDER})
  select own.*, ${STALE}, own."functionId" = (select function_id from open) as chosen,
         case when own.role = 'PROCESS_OWNER' then (${UNDECIDED}) else 0 end as undecided from own`

/** Who is signed in, with what the frame of a page shows beside: the functions to choose from, in order, and how many
 * deliveries wait for the process owner. */
export interface SignedIn {
  actor: ActingPerson
  functions: FunctionChoice[]
  undecided: number
}

/** Who is signed in, by the hash of the token that the browser keeps. */
export function createSessionStore(tx: Knex) {
  const found = async <T extends object>(sql: string, token: string, on: LocalDate): Promise<T[]> => {
    const rows = await rowsOf<T & { stale: boolean }>(tx, sql, { token, on, roles: ordered })
    if (rows[0]?.stale) await tx('sessions').where({ token_sha256: token }).update({ seen_at: tx.fn.now() })
    return rows
  }
  return {
    /** `idToken` is what the provider told of the person, for signing out there; null in the demo. */
    async begin(session: {
      token: string
      accountId: string
      functionId: string | null
      idToken: string | null
    }): Promise<void> {
      await tx('sessions').insert({
        token_sha256: session.token,
        account_id: session.accountId,
        function_id: session.functionId,
        id_token: session.idToken,
      })
    },

    /** The person of an open session in the function chosen, or in the first of its own on that day; null for a token
     * that is of no open session, and for who has no function. */
    async actorOf(token: string, on: LocalDate): Promise<ActingPerson | null> {
      const [row] = await found<ActingRow>(FIND, token, on)
      return row === undefined ? null : toActing(row)
    },

    /** The same with all functions of the person, for a page. */
    async signedIn(token: string, on: LocalDate): Promise<SignedIn | null> {
      const rows = await found<ActingRow & { chosen: boolean | null; undecided: number }>(FIND_ALL, token, on)
      const acting = rows.find(({ chosen }) => chosen) ?? rows[0]
      if (acting === undefined) return null
      return { actor: toActing(acting), functions: rows, undecided: acting.undecided }
    },

    /** From now on the person acts in this function. */
    async actIn(token: string, functionId: string): Promise<void> {
      await tx('sessions').where({ token_sha256: token, ended_at: null }).update({ function_id: functionId })
    },

    /** Ends a session; true where its person is signed in at a provider too. */
    async end(token: string): Promise<boolean> {
      const ended = await tx('sessions')
        .where({ token_sha256: token, ended_at: null })
        .update({ ended_at: tx.fn.now() })
        .returning('id_token')
      return ended.some((one) => one.id_token !== null)
    },

    /** What the provider told of the person of an ended session, once. */
    async takeIdToken(token: string): Promise<string | null> {
      const { rows } = await tx.raw<{ rows: { idToken: string }[] }>(
        `with ended as (select token_sha256, id_token from sessions
            where token_sha256 = :token and ended_at is not null and id_token is not null for update)
         update sessions s set id_token = null from ended
          where s.token_sha256 = ended.token_sha256 returning ended.id_token as "idToken"`,
        { token },
      )
      return rows[0]?.idToken ?? null
    },

    /** Ends every session of a person, whatever account it signed in with; gives how many were open. */
    async endAllOf(personId: string): Promise<number> {
      const { rowCount } = await tx.raw<{ rowCount: number }>(
        `update sessions s set ended_at = now(), id_token = null from accounts a
          where a.id = s.account_id and a.person_id = :personId and ${OPEN}`,
        { personId },
      )
      return rowCount
    },

    /** Drops at most a thousand sessions that began thirty days ago; what a provider told of people goes once they are
     * over. */
    async dropOld(): Promise<number> {
      await tx.raw(
        `update sessions set id_token = null
          where id_token is not null and (ended_at < now() - interval '1 hour' or since < now() - interval '11 hours')`,
      )
      const { rowCount } = await tx.raw<{ rowCount: number }>(
        `delete from sessions where token_sha256 in (
           select token_sha256 from sessions where since < now() - interval '30 days' limit 1000)`,
      )
      return rowCount
    },
  }
}
