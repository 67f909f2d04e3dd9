import type { Auth } from '@camunda8/sdk'
import { TransientError } from '../domain/shared/errors.ts'

export interface LoginSettings {
  restUrl: string
  user: string
  password: string
}

/**
 * Signs in to the engine's REST API and keeps the cookie until it is forgotten. Throws TransientError, whatever the answer:
 * a wrong password is a setting, and what has to be sent waits until it is mended. (The SDK's own sign-in repeats a refused
 * connection in a way that ends the process on Node 24.)
 */
export function createLogin({
  restUrl,
  user,
  password,
}: LoginSettings): Auth.IHeadersProvider & { forget: () => void } {
  let cookie: string | null = null
  const signIn = async (): Promise<string> => {
    const answer = await fetch(`${restUrl}/api/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: user, password }),
    }).catch((error: unknown) => {
      throw new TransientError('engine: its REST address does not answer', { cause: error })
    })
    if (!answer.ok) throw new TransientError(`engine: signing in answered ${answer.status}`)
    return answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  }
  return {
    async getHeaders() {
      cookie ??= await signIn()
      return { cookie }
    },
    forget: () => void (cookie = null),
  }
}
