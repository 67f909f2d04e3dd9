import { expect, it } from '@jest/globals'
import { EngineRefusal } from '../engine/port.ts'
import { intervening } from './interventions.ts'

const SET = { kind: 'SET_VARIABLE', variable: 'meetingStartsAt', value: '2027-02-02T09:00:00Z' } as const
const MIGRATE = { kind: 'MIGRATE', version: 2 } as const
const CANCEL = { kind: 'CANCEL' } as const

it.each([
  ['NOT_FOUND', SET, 'era già finita'],
  ['NOT_FOUND', MIGRATE, 'era già finita'],
  ['NOT_FOUND', CANCEL, null],
  ['INVALID_STATE', MIGRATE, 'come l’istanza è ora'],
  ['INVALID_STATE', CANCEL, 'come l’istanza è ora'],
  ['INVALID_ARGUMENT', SET, 'chi gestisce il sistema'],
] as const)(
  'what the engine refuses is told in Italian, with its own words: %s of %o',
  async (code, change, says) => {
    const refuse = () => Promise.reject(new EngineRefusal(code, 'a token waits'))
    const engine = { setVariables: refuse, cancelInstance: refuse, migrateInstance: refuse }
    const faults: (string | null)[] = []
    const versionOf = () => Promise.resolve(1)
    const end = ({ fault }: { fault: string | null }) => Promise.resolve(void faults.push(fault))
    await intervening(
      { ...engine, versionOf },
      end,
    )({
      ...{ interventionId: 'i', processInstanceKey: '7', change },
    })
    const told = says && expect.stringMatching(new RegExp(`${says}.*«a token waits»`))
    expect(faults).toEqual([told])
  },
)
