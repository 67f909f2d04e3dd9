import { randomUUID } from 'node:crypto'

/** How one signs in at the gateway: as Camunda, a cookie is for REST alone. */
export type Strategy = 'NONE' | 'COOKIE' | 'BASIC' | 'OAUTH'

export const USER = { user: 'demo', password: 'demo' }
export const CLIENT = { clientId: 'concilia', clientSecret: 'a client secret of tests', audience: 'zeebe' }

export interface Headers {
  cookie: string | undefined
  authorization: string | undefined
}

export interface SignIn {
  admits: (headers: Headers, over: 'GRPC' | 'REST') => boolean
  /** The cookie of a new session; null for a wrong password. */
  logIn: (form: URLSearchParams) => string | null
  /** A new token; null where the client is not known. */
  giveToken: (form: URLSearchParams) => string | null
  /** Ends every session and token that was given. */
  endAll: () => void
}

export function createSignIn(strategy: Strategy): SignIn {
  const given = new Set<string>()
  const give = (): string => {
    const token = randomUUID()
    given.add(token)
    return token
  }
  return {
    admits(headers, over) {
      switch (strategy) {
        case 'NONE':
          return true
        case 'COOKIE':
          return over === 'GRPC' || given.has((headers.cookie ?? '').replace('session=', ''))
        case 'BASIC':
          return headers.authorization === `Basic ${btoa(`${USER.user}:${USER.password}`)}`
        case 'OAUTH':
          return given.has((headers.authorization ?? '').replace('Bearer ', ''))
      }
    },
    logIn: (form) =>
      form.get('username') === USER.user && form.get('password') === USER.password
        ? `session=${give()}`
        : null,
    giveToken: (form) => (isOurClient(form) ? give() : null),
    endAll: () => given.clear(),
  }
}

const isOurClient = (form: URLSearchParams): boolean =>
  form.get('grant_type') === 'client_credentials' &&
  form.get('client_id') === CLIENT.clientId &&
  form.get('client_secret') === CLIENT.clientSecret &&
  form.get('audience') === CLIENT.audience
