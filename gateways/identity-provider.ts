import * as openid from 'openid-client'
import { BusinessError } from '../domain/shared/errors.ts'
import { personTaxCodeSchema } from '../domain/shared/codes.ts'
import type { ProvedIdentity } from '../domain/network/proved-identity.ts'

const TIMEOUT_SECONDS = 10
/* As eIDAS writes an Italian tax code. */
const ITALIAN_PREFIX = /^TINIT-/i

interface IdentityProviderSettings {
  /** `http:` is for a provider on this machine alone. */
  issuer: string
  clientId: string
  clientSecret: string
  scope: string
  /** The claim that holds the codice fiscale. */
  taxCodeClaim: string
  /** Where the provider sends people back after the sign-in, and after the sign-out. */
  returnTo: string
  afterSignOut: string
}

/* What must come back unchanged with the provider's answer. */
interface SignInSecrets {
  state: string
  nonce: string
  codeVerifier: string
}

/** The provider's word on who somebody is, by OpenID Connect: authorization code with PKCE, state and nonce. Everything throws
 * BusinessError SIGN_IN_UNAVAILABLE while the provider does not answer. */
export function createIdentityProvider(settings: IdentityProviderSettings) {
  const configuration = discovered(settings)
  return {
    /** Where the browser goes to sign in, and what to keep until it comes back. */
    async begin(): Promise<SignInSecrets & { url: string }> {
      const secrets = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        codeVerifier: openid.randomPKCECodeVerifier(),
      }
      const url = openid.buildAuthorizationUrl(await configuration(), {
        redirect_uri: settings.returnTo,
        scope: settings.scope,
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(secrets.codeVerifier),
        code_challenge_method: 'S256',
      })
      return { ...secrets, url: url.href }
    },

    /** Who came back at this address. Throws SIGN_IN_DENIED when the provider let nobody in, SIGN_IN_LOST when the answer is
     * not one to what was asked. */
    async finish(address: URL, { state, nonce, codeVerifier }: SignInSecrets): Promise<ProvedIdentity> {
      const server = await configuration()
      return openid
        .authorizationCodeGrant(server, address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
        })
        .then((tokens) => identityOf(server, tokens, settings))
        .catch((error: unknown) => Promise.reject(refusalOf(error)))
    },

    /** Where the browser goes to sign out at the provider too; null where that has no such place. */
    async signOutAt(idToken: string): Promise<string | null> {
      const server = await configuration()
      if (server.serverMetadata().end_session_endpoint === undefined) return null
      const parameters = { id_token_hint: idToken, post_logout_redirect_uri: settings.afterSignOut }
      return openid.buildEndSessionUrl(server, parameters).href
    },
  }
}
export type IdentityProvider = ReturnType<typeof createIdentityProvider>

/* Asked for when it is first needed, and again as long as it does not come: a provider that is down holds up no start. */
function discovered({ issuer, clientId, clientSecret }: IdentityProviderSettings) {
  let known: Promise<openid.Configuration> | null = null
  const address = new URL(issuer)
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- a provider on this machine, which settings alone allow
  const execute = address.protocol === 'http:' ? [openid.allowInsecureRequests] : []
  return (): Promise<openid.Configuration> => {
    known ??= openid
      .discovery(address, clientId, clientSecret, undefined, { timeout: TIMEOUT_SECONDS, execute })
      .catch((error: unknown) => {
        known = null
        throw new BusinessError('SIGN_IN_UNAVAILABLE', {}, { cause: error })
      })
    return known
  }
}

type Tokens = Awaited<ReturnType<typeof openid.authorizationCodeGrant>>

/* The code is asked for where the provider tells more about a person, too, when its token has none. */
async function identityOf(
  server: openid.Configuration,
  tokens: Tokens,
  { taxCodeClaim }: IdentityProviderSettings,
): Promise<ProvedIdentity> {
  const claims = tokens.claims()
  if (claims === undefined || tokens.id_token === undefined) throw new BusinessError('SIGN_IN_LOST')
  const { iss: issuer, sub: subject } = claims
  const told =
    claims[taxCodeClaim] ??
    (server.serverMetadata().userinfo_endpoint === undefined
      ? undefined
      : (await openid.fetchUserInfo(server, tokens.access_token, subject))[taxCodeClaim])
  return { issuer, subject, taxCode: taxCodeOf(told), idToken: tokens.id_token }
}

/* A code of another country is none of ours. */
function taxCodeOf(told: unknown): string | null {
  if (typeof told !== 'string') return null
  return personTaxCodeSchema.safeParse(told.replace(ITALIAN_PREFIX, '')).data ?? null
}

const PASSING = ['server_error', 'temporarily_unavailable']
/* What the answer, or its token, says is not what was asked. */
const FOREIGN = [
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
]

function refusalOf(error: unknown): BusinessError {
  const told = { cause: error }
  if (error instanceof BusinessError) return error
  if (error instanceof openid.AuthorizationResponseError)
    return new BusinessError(
      PASSING.includes(error.error) ? 'SIGN_IN_UNAVAILABLE' : 'SIGN_IN_DENIED',
      {},
      told,
    )
  const isForeign =
    error instanceof openid.ResponseBodyError ||
    (error instanceof openid.ClientError && FOREIGN.includes(error.code ?? ''))
  return new BusinessError(isForeign ? 'SIGN_IN_LOST' : 'SIGN_IN_UNAVAILABLE', {}, told)
}
