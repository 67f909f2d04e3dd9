import express from 'express'
import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { parsed } from '../api/parse-request.ts'
import type { Stores } from '../db/stores.ts'
import { BusinessError, found } from '../domain/shared/errors.ts'
import { createIdentityProvider } from '../gateways/identity-provider.ts'
import type { IdentityProvider } from '../gateways/identity-provider.ts'
import { withoutFunction } from '../procedures/context.ts'
import { acceptInvitation } from '../use-cases/network/accept-invitation.ts'
import { signIn } from '../use-cases/network/sign-in.ts'
import { ownPath } from '../web/own-path.ts'
import type { Config } from './config.ts'
import type { HttpParts } from './http-parts.ts'
import type { RateLimits } from './rate-limits.ts'
import { newToken, tokenHash } from '../domain/shared/token.ts'
import { ownCookie } from './session.ts'
import type { Sessions } from './session.ts'

/** Nobody's session yet: who binds an account is the provider's word. */
const doorkeeper = withoutFunction('sign-in', 'Sign-in')

interface Door {
  parts: Pick<HttpParts, 'runner' | 'clock'>
  stores: Pick<Stores, 'signIns' | 'sessions'>
  sessions: Sessions
  provider: IdentityProvider
  publicUrl: string
  limit: RateLimits
  /** Ties a sign-in to the browser that began it. */
  browser: ReturnType<typeof ownCookie>
}

/** The way in and out through the identity provider; no way at all in the demo. */
export function providerDoor(
  parts: Pick<HttpParts, 'config' | 'runner' | 'clock'>,
  given: Pick<Door, 'stores' | 'sessions' | 'limit'>,
): Router {
  const router = express.Router()
  const { CONCILIA_PUBLIC_URL: publicUrl, signIn: settings } = parts.config
  if (settings === null) return demoDoor(router, parts, given.sessions)
  const browser = ownCookie('concilia-sign-in', publicUrl.startsWith('https:'))
  const door = { ...given, parts, provider: providerOf(settings, publicUrl), publicUrl, browser }
  router.use(['/sign-in', '/sign-out'], (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    next()
  })
  router.get('/sign-in/begin', (request, response) => begin(door, request, response))
  router.get('/sign-in/return', (request, response) => finish(door, request, response))
  router.post(
    '/sign-in/function',
    express.urlencoded({ extended: false, limit: '10kb' }),
    (request, response) => choose(door, request, response),
  )
  router.get('/sign-out/provider', (request, response) => signOut(door, request, response))
  return router
}

/* In the demo nobody proves who he is: whoever has the link of an invitation is the person. */
function demoDoor(
  router: Router,
  { runner, clock }: Pick<HttpParts, 'runner' | 'clock'>,
  sessions: Sessions,
): Router {
  return router.post('/invitations/:token', async (request, response) => {
    const asked = { actor: doorkeeper, arrivedAt: clock.now() }
    const command = { token: tokenHash(request.params.token), identity: null }
    const { accountId } = await runner.run(asked, acceptInvitation, command)
    await sessions.sessionOf(request, response).begin({ accountId, functionId: null })
    response.redirect(303, '/inbox')
  })
}

const providerOf = (settings: NonNullable<Config['signIn']>, publicUrl: string): IdentityProvider =>
  createIdentityProvider({
    issuer: settings.OIDC_ISSUER,
    clientId: settings.OIDC_CLIENT_ID,
    clientSecret: settings.OIDC_CLIENT_SECRET,
    scope: settings.OIDC_SCOPE,
    taxCodeClaim: settings.OIDC_TAX_CODE_CLAIM,
    returnTo: `${publicUrl}/sign-in/return`,
    afterSignOut: `${publicUrl}/sign-in`,
  })

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/* Two pages of one browser may each begin: they share its token. */
async function begin({ provider, stores, browser, limit }: Door, request: Request, response: Response) {
  await limit('SIGN_IN', request.ip ?? '')
  const { url, state, ...secrets } = await provider.begin()
  const token = browser.read(request) || newToken()
  const next = ownPath(textOf(request.query['next']))
  const invitation = textOf(request.query['invitation'])
  await stores.signIns.begin({
    ...secrets,
    ...{ state: tokenHash(state), browser: tokenHash(token), next },
    invitation: invitation === '' ? null : tokenHash(invitation),
  })
  browser.write(response, token)
  response.redirect(303, url)
}

async function finish(door: Door, request: Request, response: Response) {
  const { stores, browser } = door
  const state = textOf(request.query['state'])
  const begun = await stores.signIns.take(tokenHash(state), tokenHash(browser.read(request) ?? ''))
  if (begun === null) throw new BusinessError('SIGN_IN_LOST')
  const chosen = `/sign-in/function?next=${encodeURIComponent(begun.next)}`
  try {
    const functions = await comeIn(door, { request, response, begun, state })
    response.redirect(303, functions > 1 ? chosen : begun.next)
  } catch (error) {
    throw error instanceof BusinessError ? leadingOn(error, begun.next) : error
  }
}

/* Who is refused and comes in then is still led where the way began. */
const leadingOn = ({ code, facts, cause }: BusinessError, next: string) =>
  new BusinessError(code, { ...facts, signInFor: next }, { cause })

interface ComingIn {
  request: Request
  response: Response
  begun: NonNullable<Awaited<ReturnType<Door['stores']['signIns']['take']>>>
  state: string
}

/* Gives how many functions the person has. */
async function comeIn(door: Door, { request, response, begun, state }: ComingIn): Promise<number> {
  const { parts, sessions, provider } = door
  const identity = await provider.finish(new URL(request.originalUrl, door.publicUrl), { ...begun, state })
  const asked = { actor: doorkeeper, arrivedAt: parts.clock.now() }
  if (begun.invitation !== null)
    await parts.runner.run(asked, acceptInvitation, { token: begun.invitation, identity })
  const { accountId, functions } = await parts.runner.run(asked, signIn, identity)
  const session = sessions.sessionOf(request, response)
  await session.begin({ accountId, functionId: null, idToken: identity.idToken })
  return functions
}

const choiceSchema = z.object({ functionId: z.string().max(40), next: z.string().optional() })

async function choose({ sessions }: Door, request: Request, response: Response) {
  const { functionId, next } = parsed(choiceSchema, request.body ?? {})
  found('FUNCTION', functionId, await sessions.sessionOf(request, response).actIn(functionId))
  response.redirect(303, ownPath(next))
}

/* The session here has ended already: without an answer of the provider people are out here at least. */
async function signOut({ sessions, provider }: Door, request: Request, response: Response) {
  const idToken = await sessions.takeIdToken(request, response)
  response.redirect(303, (idToken && (await provider.signOutAt(idToken))) ?? '/sign-in')
}
