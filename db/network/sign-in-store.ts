import type { Knex } from 'knex'

/* A sign-in that a browser has begun at the provider, and not finished. */
interface BegunSignIn {
  nonce: string
  codeVerifier: string
  /** The path of our own to go to afterwards. */
  next: string
  /** The hash of the token of the invitation that is accepted by it. */
  invitation: string | null
}

/* Long enough to find the phone with one's identity. */
const IN_TIME = `began_at > now() - interval '15 minutes'`

/** Sign-ins under way: each is finished once, by the browser that began it. */
export function createSignInStore(tx: Knex) {
  return {
    async begin({ state, browser, ...one }: BegunSignIn & { state: string; browser: string }): Promise<void> {
      await tx('sign_ins').insert({
        ...{ state_sha256: state, browser_sha256: browser },
        ...{ nonce: one.nonce, code_verifier: one.codeVerifier, next: one.next },
        invitation_sha256: one.invitation,
      })
    },

    /** Takes what was begun, so that no answer counts twice; null where nothing was, or by another browser, or long ago. */
    async take(state: string, browser: string): Promise<BegunSignIn | null> {
      const { rows } = await tx.raw<{ rows: BegunSignIn[] }>(
        `delete from sign_ins where state_sha256 = :state and browser_sha256 = :browser and ${IN_TIME}
         returning nonce, code_verifier as "codeVerifier", next, invitation_sha256 as invitation`,
        { state, browser },
      )
      return rows[0] ?? null
    },

    /** Drops at most a thousand that nobody finished in time. */
    async dropOld(): Promise<number> {
      const { rowCount } = await tx.raw<{ rowCount: number }>(
        `delete from sign_ins where state_sha256 in (select state_sha256 from sign_ins where not ${IN_TIME} limit 1000)`,
      )
      return rowCount
    },
  }
}
