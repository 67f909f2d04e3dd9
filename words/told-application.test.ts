import { describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../app/demo/alliances.ts'
import { allianceApplication } from '../app/demo/applications.ts'
import { demoCallConfiguration } from '../app/demo/call.ts'
import { applicationSchema } from '../domain/call/application.ts'
import { callRules } from '../domain/call/configuration.ts'
import { leavesOf, placesOf, schemaOf } from '../test/support/schema-leaves.ts'
import { toldApplication } from './told-application.ts'

const rules = callRules(demoCallConfiguration(new Date('2027-01-11T09:00:00Z'), 2027))
const written = allianceApplication(demoAlliances[0], rules)
/* No place of it is empty. */
const full = {
  ...written,
  signatory: { personId: 'P1', capacity: 'DELEGATE', mandate: 'Procura n. 1' },
  partnerNotice: { reference: 'Avviso n. 3', publishedOn: '2026-01-12', address: 'Albo' },
  partners: written.partners.map((one) => ({
    ...{ ...one, bodyVatNumber: '11111111115', size: 'SMALL', bodyAddress: 'Via Roma, 1' },
  })),
}
const NOTHING = { files: [], people: new Map<string, string>() }
const schema = schemaOf(applicationSchema)
const leaves = leavesOf(full, schema)
const told = (content: unknown): string =>
  JSON.stringify(toldApplication(content as typeof written, rules, NOTHING))

describe('everything that an applicant wrote is told (art. 10)', () => {
  it.each(placesOf(schema))('%s', (path) => {
    const here = leaves.filter((leaf) => leaf.path === path)
    expect(here.length).toBeGreaterThan(0)
    for (const { change } of here) expect(told(change(full))).not.toBe(told(full))
  })

  it('with the files that go with it, each by its hash', () => {
    const file = { kind: 'TECHNICAL_SHEET', fileName: 'scheda.pdf', sha256: 'c0de'.repeat(16) }
    const files = toldApplication(written, rules, { ...NOTHING, files: [file] }).find(
      ({ id }) => id === 'attachments',
    )
    expect(files?.groups[0]?.facts).toEqual([
      { label: 'Scheda tecnica del progetto', value: `scheda.pdf\nsha-256 ${file.sha256}` },
    ])
  })

  it('with the sums of the budget, by year and in all', () => {
    const { table } = toldApplication(written, rules, NOTHING).find(({ id }) => id === 'budget')!
    expect(table?.head).toEqual(['Ente', 'Voce di costo', '2027', '2028', 'Totale'])
    expect(table?.total?.at(-1)).toBe('€\u00a0185.000,00')
  })

  it('of a draft that says little, what it says', () => {
    const little = { ...written, partners: [], budgetLines: [], cofinancing: [], declarations: [] }
    const parts = toldApplication({ ...little, areaId: 'NOWHERE', summary: null }, rules, NOTHING)
    expect(JSON.stringify(parts)).toContain('NOWHERE')
    expect(JSON.stringify(parts)).toContain('"label":"Sintesi","value":"–"')
    expect(JSON.stringify(parts)).toContain('Non dichiarato')
  })
})
