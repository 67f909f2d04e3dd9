// A program of its own that proves who people are: the published implementation `oidc-provider`, with a list of people in place of
// a real one. Whoever types a login of the list is that person, whatever the password.
import Provider from 'oidc-provider'
import { z } from 'zod'

const { PROVIDER_PORT: port, ...settings } = z
  .object({
    PROVIDER_PORT: z.coerce.number().int(),
    /** Where Concilia answers. */
    PROVIDER_CLIENT_URL: z.url(),
    PROVIDER_CLIENT_SECRET: z.string().min(1),
    /** By login: the claim with the codice fiscale, or null for who has none. */
    PROVIDER_PEOPLE: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.record(z.string(), z.string().nullable())),
  })
  .parse(process.env)

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'concilia',
      client_secret: settings.PROVIDER_CLIENT_SECRET,
      redirect_uris: [`${settings.PROVIDER_CLIENT_URL}/sign-in/return`],
      post_logout_redirect_uris: [`${settings.PROVIDER_CLIENT_URL}/sign-in`],
    },
  ],
  claims: { openid: ['sub'], profile: ['fiscalNumber'] },
  cookies: { keys: ['a key of the tests'] },
  pkce: { required: () => true },
  findAccount(_context, login) {
    const fiscalNumber = settings.PROVIDER_PEOPLE[login]
    if (fiscalNumber === undefined) return undefined
    return {
      accountId: login,
      claims: () => ({ sub: login, ...(fiscalNumber === null ? {} : { fiscalNumber }) }),
    }
  },
  /* Nobody is asked what may be told: the office's own provider does not ask either. */
  async loadExistingGrant(context) {
    const { session, client, params } = context.oidc
    const grant = new context.oidc.provider.Grant({
      ...(session?.accountId === undefined ? {} : { accountId: session.accountId }),
      ...(client?.clientId === undefined ? {} : { clientId: client.clientId }),
    })
    grant.addOIDCScope(String(params?.['scope']))
    await grant.save()
    return grant
  },
})
provider.listen(port, '127.0.0.1', () => console.log('the provider answers'))
