import type { Knex } from 'knex'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { rowsOf } from '../platform/direct-reads.ts'
import { OPEN_SESSION } from '../sql/sessions.ts'
import { ordered, toActing } from './function-store.ts'
import type { ActingPerson, ActingRow, FunctionChoice } from './function-store.ts'

/** Who is signed in, with what the frame of a page shows beside: the functions to choose from, in order, and how many
 * deliveries wait for the process owner. */
export interface SignedIn {
  actor: ActingPerson
  functions: FunctionChoice[]
  undecided: number
}

/* What `signed_in` says. */
interface Said {
  /** The row is written at most once in five minutes: it has not been for that long. */
  stale: boolean
  chosen: string | null
  functions: ActingRow[] | null
  undecided: number
}

/** Whether it is time to write that a session was seen. */
export const isStale = (said: string): boolean => (JSON.parse(said) as Said).stale

/** Who is signed in by what was said; null for a token that is of no open session, and for who has no function. */
export function signedInBy(text: string): SignedIn | null {
  const { functions, chosen, undecided } = JSON.parse(text) as Said
  const acting = functions?.find(({ functionId }) => functionId === chosen) ?? functions?.[0]
  if (!functions || acting === undefined) return null
  return {
    actor: toActing(acting),
    functions,
    undecided: acting.role === 'PROCESS_OWNER' ? undecided : 0,
  }
}

/** Who is signed in, by the hash of the token that the browser keeps. */
export function createSessionStore(tx: Knex) {
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

    /** What is said of a token on that day, for `signedInBy` and `isStale`: readers may ask it too. */
    async said(token: string, on: LocalDate): Promise<string> {
      const [row] = await rowsOf<{ said: string }>(tx, 'select signed_in(:token, :on, :roles) as said', {
        ...{ token, on, roles: ordered },
      })
      return row?.said ?? ''
    },

    async seen(token: string): Promise<void> {
      await tx('sessions').where({ token_sha256: token }).update({ seen_at: tx.fn.now() })
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
          where a.id = s.account_id and a.person_id = :personId and ${OPEN_SESSION}`,
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
