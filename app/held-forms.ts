import type { Request } from 'express'
import type { Stores } from '../db/stores.ts'
import type { HeldForms } from '../web/page.ts'
import type { RateLimits } from './rate-limits.ts'
import { newToken, tokenHash } from '../domain/shared/token.ts'
import { ownCookie } from './session.ts'
import type { Sessions } from './session.ts'

interface Holding {
  stores: Pick<Stores, 'heldForms'>
  sessions: Pick<Sessions, 'markOf'>
  secure: boolean
  limit: RateLimits
}

/** What people typed when their session was over, until they are back: kept for the person of that session, and shown in
 * the browser that sent it. Whoever never had a session leaves nothing here. */
export function createHeldForms({ stores, sessions, secure, limit }: Holding): HeldForms {
  const { heldForms } = stores
  const browser = ownCookie('concilia-held', secure)
  const tokenOf = (request: Request): string | null => {
    const token = browser.read(request)
    return token === null ? null : tokenHash(token)
  }
  return {
    markOf: sessions.markOf,

    admits: async (request) => limit('DRAFT', request.ip ?? ''),

    async hold(response, { session, ...form }) {
      const personId = await heldForms.personOf(session)
      if (personId === null) return
      const token = newToken()
      await heldForms.hold(tokenHash(token), { ...form, personId })
      browser.write(response, token)
    },

    async find(request, of) {
      const token = tokenOf(request)
      return token === null ? null : heldForms.find(token, of)
    },

    async drop(request, path) {
      const token = tokenOf(request)
      if (token !== null) await heldForms.drop(token, path)
    },
  }
}
