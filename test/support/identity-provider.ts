import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { waitFor } from './wait-for.ts'

const SECRET = 'a-secret-of-the-client'
const PROGRAM = join(import.meta.dirname, '../provider/provider.ts')

export interface RunningProvider {
  /** Settings with which Concilia signs people in here. */
  settings: Record<string, string>
  /** Signs a person of the list in at the address that the browser was sent to; gives the address that it is sent back to. */
  answerTo: (address: string, login: string) => Promise<string>
  stop: () => Promise<void>
}

/** Starts a real OpenID Connect provider on a port of its own, for a Concilia at an address, with people by login and codice
 * fiscale. */
export async function startIdentityProvider(
  clientUrl: string,
  people: Record<string, string | null>,
): Promise<RunningProvider> {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const program = spawn(process.execPath, [PROGRAM], {
    env: {
      PROVIDER_PORT: String(port),
      PROVIDER_CLIENT_URL: clientUrl,
      PROVIDER_CLIENT_SECRET: SECRET,
      PROVIDER_PEOPLE: JSON.stringify(people),
    },
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()))
  await waitFor('the provider', 30_000, () =>
    fetch(`${issuer}/.well-known/openid-configuration`).then(
      ({ ok }) => (ok ? true : null),
      () => null,
    ),
  )
  return {
    settings: {
      CONCILIA_MODE: 'production',
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'concilia',
      OIDC_CLIENT_SECRET: SECRET,
      OIDC_TAX_CODE_CLAIM: 'fiscalNumber',
    },
    answerTo: (address, login) => signInThere(address, login, clientUrl),
    async stop() {
      program.kill()
      await ended
    },
  }
}

/* As a browser does it: cookies kept, redirects followed until they lead away. */
async function signInThere(address: string, login: string, clientUrl: string): Promise<string> {
  const cookies = new Map<string, string>()
  const form = new URLSearchParams({ prompt: 'login', login, password: 'any' })
  let at = address
  for (let steps = 0; steps < 10 && !at.startsWith(clientUrl); steps += 1) {
    const asked = at.includes('/interaction/')
    const answer = await fetch(at, {
      ...(asked ? { method: 'POST', body: form } : {}),
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    })
    for (const [pair = ''] of answer.headers.getSetCookie().map((one) => one.split(';'))) {
      const [name = '', value = ''] = pair.split('=')
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null)
      throw new Error(`the provider answered ${answer.status} at ${at}: ${await answer.text()}`)
    at = new URL(location, at).href
  }
  return at
}
