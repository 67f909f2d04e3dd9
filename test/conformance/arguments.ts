import { parseArgs } from 'node:util'
import type { CamundaSettings } from '../../engine/camunda/engine.ts'

export const USAGE = `npm run conformance -- --camunda ADDRESS [--rest URL] [--api 8.6|8.8] [--only NUMBER]
    [--sign-in none|cookie|basic|oauth] [--user NAME --password SECRET]
    [--token-url URL --client-id ID --client-secret SECRET --audience NAME]
ADDRESS is HOST:PORT, grpc://HOST:PORT or grpcs://HOST:PORT`

export interface Asked {
  settings: CamundaSettings
  /** One behaviour only, by its number. */
  only: number | null
}

type Values = Record<string, string | undefined>

/** What the command line asks for. Throws RangeError with one line where it does not say enough. */
export function readArguments(args: readonly string[]): Asked {
  const text = { type: 'string' } as const
  const options = {
    ...{ camunda: text, rest: text, api: text, only: text, 'sign-in': text },
    ...{ user: text, password: text },
    ...{ 'token-url': text, 'client-id': text, 'client-secret': text, audience: text },
  }
  const { values } = parseArgs({ args: [...args], options })
  const given: Values = values
  const { grpcAddress, hostname, web } = readAddress(required(given, 'camunda'))
  const restUrl = given['rest'] ?? `${web}://${hostname}:8080`
  return {
    settings: { grpcAddress, restUrl, api: readApi(given), signIn: readSignIn(given) },
    only: given['only'] === undefined ? null : Number(given['only']),
  }
}

/* The address as it was given, with what the REST address beside it begins with. */
function readAddress(grpcAddress: string): { grpcAddress: string; hostname: string; web: 'http' | 'https' } {
  const [, protocol, hostname] =
    /^(?:(grpcs?):\/\/)?([\w.-]+|\[[\da-f:]+\]):\d{1,5}$/i.exec(grpcAddress) ?? []
  if (hostname === undefined)
    throw new RangeError(`--camunda ${grpcAddress}: HOST:PORT, grpc://HOST:PORT or grpcs://HOST:PORT`)
  return { grpcAddress, hostname, web: protocol === 'grpcs' ? 'https' : 'http' }
}

function required(given: Values, name: string): string {
  const value = given[name]
  if (value === undefined || value === '') throw new RangeError(`--${name} is missing`)
  return value
}

function readApi({ api = '8.8' }: Values): CamundaSettings['api'] {
  if (api === '8.6' || api === '8.8') return api
  throw new RangeError(`--api ${api}: 8.6 or 8.8`)
}

function readSignIn(given: Values): CamundaSettings['signIn'] {
  const strategy = given['sign-in'] ?? (given['user'] === undefined ? 'none' : 'basic')
  switch (strategy) {
    case 'none':
      return { strategy: 'NONE' }
    case 'cookie':
    case 'basic':
      return {
        strategy: strategy === 'cookie' ? 'COOKIE' : 'BASIC',
        user: required(given, 'user'),
        password: required(given, 'password'),
      }
    case 'oauth':
      return {
        strategy: 'OAUTH',
        tokenUrl: required(given, 'token-url'),
        clientId: required(given, 'client-id'),
        clientSecret: required(given, 'client-secret'),
        audience: required(given, 'audience'),
      }
    default:
      throw new RangeError(`--sign-in ${strategy}: none, cookie, basic or oauth`)
  }
}
