import { parseArgs } from 'node:util'
import { SetupError } from '../../local/setup-error.ts'
import type { GatewayOptions } from '../gateway/start-gateway.ts'
import type { RunningApplication } from '../support/running-application.ts'

const USAGE =
  'npm run cycle [-- [--network milano|valle-alta] [--through-gateway [--api 8.6|8.8] [--seed NUMBER] [--rate 0.02]]]'
const SIGN_IN = { '8.6': 'COOKIE', '8.8': 'OAUTH' } as const

export interface CycleOptions {
  /** The scenario that is played. */
  network: string
  /** Null: on the embedded engine. */
  gateway: Pick<GatewayOptions, 'api' | 'signIn'> | null
  /** Each call to the gateway meets a fault with this chance. */
  faults: { seed: number; rate: number }
}

/** What the command line asks for. Throws SetupError where it cannot be done. */
export function readOptions(args: readonly string[]): CycleOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        network: { type: 'string', default: 'milano' },
        'through-gateway': { type: 'boolean', default: false },
        api: { type: 'string', default: '8.8' },
        seed: { type: 'string', default: '1' },
        rate: { type: 'string', default: '0.02' },
      },
    })
    const { api } = values
    if (api !== '8.6' && api !== '8.8') throw new RangeError(`--api ${api}: 8.6 or 8.8`)
    const faults = { seed: Number(values.seed), rate: Number(values.rate) }
    const gateway: CycleOptions['gateway'] = values['through-gateway'] ? { api, signIn: SIGN_IN[api] } : null
    return { network: values.network, gateway, faults }
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** From now on calls to the gateway meet faults. */
export async function startFaults({ gateway }: RunningApplication, { faults }: CycleOptions): Promise<void> {
  if (gateway === null) return
  await gateway.order(faults)
  say(`faults: ${faults.rate * 100} of 100 calls to the gateway, seed ${faults.seed}`)
}

/** Tells how many calls came and which faults they met. */
export async function tellFaults({ gateway }: RunningApplication): Promise<void> {
  if (gateway === null) return
  const { calls, faults } = await gateway.report()
  const told = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .sort()
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
  say(`calls: ${told(calls)}`)
  say(`faults met: ${told(faults)}`)
}
