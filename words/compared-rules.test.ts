import { describe, expect, it } from '@jest/globals'
import { configurationFile } from '../domain/call/configuration.fixture.ts'
import { callConfigurationSchema } from '../domain/call/configuration.ts'
import type { CallConfiguration } from '../domain/call/configuration.ts'
import { comparedRules } from './compared-rules.ts'
import { toldRules } from './told-rules.ts'

const office = { name: 'ATS', pec: 'ats@pec.example', responsible: 'Rosa Bo' }
const file = (): CallConfiguration => callConfigurationSchema.parse(configurationFile())
function comparedWith(change: (call: CallConfiguration) => unknown) {
  const changed = structuredClone(file())
  change(changed)
  return comparedRules(toldRules(file(), office), toldRules(changed, office))
}

describe('a call compared with another', () => {
  it('tells nothing of what stays the same', () => {
    expect(comparedWith(() => undefined)).toEqual([])
  })

  it('tells old and new of a value, in the words of the notice', () => {
    const told = comparedWith((call) => (call.grant.maxAmountCents.value = 6_000_000 as never))
    expect(told).toMatchObject([
      {
        title: 'Contributo',
        changes: [
          {
            subject: 'Contributo massimo',
            before: expect.stringContaining('€\u00a050.000,00') as unknown,
            after: expect.stringContaining('€\u00a060.000,00') as unknown,
          },
        ],
      },
    ])
  })

  it('tells a source that changes alone', () => {
    const told = comparedWith((call) => (call.grant.vat.source = { act: 'Decreto 1' }))
    expect(told[0]?.changes[0]?.after).toContain('(Decreto 1)')
  })

  it('tells the rows of a list that come and go', () => {
    const source = { act: 'Decreto 1' }
    const told = comparedWith((call) => call.areas.push({ id: 'NEW', label: 'Area nuova', source }))
    expect(told).toMatchObject([
      { changes: [{ subject: 'Area di intervento', before: null, after: 'Area nuova (Decreto 1)' }] },
    ])
  })
})
