import type { Auth } from '@camunda8/sdk'
import { z } from 'zod'
import { TransientError } from '../../domain/shared/errors.ts'

/** How we say who we are: a session cookie of the web applications, basic, client credentials of OAuth 2.0, or not at all. */
export type SignInSettings =
  | { strategy: 'NONE' }
  | { strategy: 'COOKIE' | 'BASIC'; user: string; password: string }
  | {
      strategy: 'OAUTH'
      tokenUrl: string
      clientId: string
      clientSecret: string
      audience: string
      scope?: string | undefined
    }

/** Headers for each call of the SDK's clients; after `forget` the next call signs in again. */
export type SignIn = Auth.IHeadersProvider & { forget: () => void }

/* A token is renewed so long before it ends: no call leaves with one that ends on the way. */
const RENEWED_BEFORE_MS = 10_000

interface Session {
  headers: { cookie?: string; authorization?: string }
  endsAt: number
}

/**
 * Signs in where a call needs it, keeps the session until it ends or is forgotten. Throws TransientError, whatever the answer:
 * a wrong password is a setting, and what has to be sent waits until it is mended. (The SDK's own sign-in repeats a refused
 * connection in a way that ends the process on Node 24.)
 */
export function createSignIn(restUrl: string, settings: SignInSettings): SignIn {
  let session: Promise<Session> | null = null
  const begin = (): Promise<Session> => {
    const begun = beginSession(restUrl, settings)
    session = begun
    begun.catch(() => {
      if (session === begun) session = null
    })
    return begun
  }
  return {
    async getHeaders() {
      const known = await session
      if (known !== null && known.endsAt > performance.now()) return known.headers
      return (await begin()).headers
    },
    forget: () => void (session = null),
  }
}

function beginSession(restUrl: string, settings: SignInSettings): Promise<Session> {
  switch (settings.strategy) {
    case 'NONE':
      return Promise.resolve({ headers: {}, endsAt: Infinity })
    case 'BASIC': {
      const pair = Buffer.from(`${settings.user}:${settings.password}`).toString('base64')
      return Promise.resolve({ headers: { authorization: `Basic ${pair}` }, endsAt: Infinity })
    }
    case 'COOKIE':
      return takeCookie(restUrl, settings)
    case 'OAUTH':
      return takeToken(settings)
  }
}

async function takeCookie(
  restUrl: string,
  { user, password }: { user: string; password: string },
): Promise<Session> {
  const answer = await post(`${restUrl}/api/login`, { username: user, password })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { headers: { cookie }, endsAt: Infinity }
}

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

async function takeToken({
  tokenUrl,
  clientId,
  clientSecret,
  audience,
  scope,
}: Extract<SignInSettings, { strategy: 'OAUTH' }>): Promise<Session> {
  const asked = performance.now()
  const answer = await post(tokenUrl, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience,
    ...(scope === undefined ? {} : { scope }),
  })
  const token = tokenSchema.safeParse(await answer.json().catch(() => null))
  if (!token.success) throw new TransientError('engine: the token address answered no token')
  const { access_token: bearer, expires_in: seconds } = token.data
  return {
    headers: { authorization: `Bearer ${bearer}` },
    endsAt: asked + seconds * 1_000 - RENEWED_BEFORE_MS,
  }
}

async function post(url: string, form: Record<string, string>): Promise<Response> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) }).catch(
    (error: unknown) => {
      throw new TransientError('engine: where we sign in nobody answers', { cause: error })
    },
  )
  if (!answer.ok) throw new TransientError(`engine: signing in answered ${answer.status}`)
  return answer
}
