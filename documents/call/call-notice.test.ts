import { describe, expect, it } from '@jest/globals'
import type { Call } from '../../db/call/call-store.ts'
import { configurationFile } from '../../domain/call/configuration.fixture.ts'
import { callConfigurationSchema } from '../../domain/call/configuration.ts'
import { callWindow } from '../../domain/call/window.ts'
import { leavesOf, schemaOf, withChange } from '../../test/support/schema-leaves.ts'
import { readScenario } from '../../test/cycle/scenario.ts'
import type { DocumentBase } from '../act/document-base.ts'
import { callNotice } from './call-act-document.ts'

/* What the notice does not print, and why; a place of a list stands for all of them. */
const NOT_TOLD: Readonly<Record<string, string>> = {
  'window.value.zone': 'every hour is of Rome, and the notice says so',
  'areas[].id': 'a code that rules and files name the area by',
  'costCategories[].id': 'a code that rules and files name the category by',
  'tranches[].id': 'a code that rules and files name the tranche by',
  'evaluation.criteria[].id': 'a code that rules and files name the criterion by',
  'requiredAttachments[].kind': 'a code that rules and files name the attachment by',
  'requiredDeclarations[].id': 'a code that rules and files name the declaration by',
  'indicators[].id': 'a code that rules and files name the indicator by',
}

const scenarios = await Promise.all(['milano', 'valle-alta'].map(readScenario))
const schema = schemaOf(callConfigurationSchema)
const file = { ...configurationFile(), formatVersion: 1 }
const base = {
  lead: { name: 'ATS', pec: 'ats@pec.example' },
  responsible: { name: 'Rosa Bo' },
} as DocumentBase

function noticeOf(changed: unknown): string {
  const configuration = changed as Call['configuration']
  const window = callWindow(configuration.window.value)
  return JSON.stringify(callNotice(base, { ...window, number: 1, configuration } as Call))
}

const leaves = leavesOf(file, schema)

describe('the notice says every rule that the call applies, with its source (L. 241/1990 art. 12; D.Lgs. 33/2013 art. 26)', () => {
  it.each([...new Set(leaves.map(({ path }) => path))].filter((path) => NOT_TOLD[path] === undefined))(
    '%s',
    (path) => {
      const here = leaves.filter((one) => one.path === path)
      for (const { change } of here) expect(noticeOf(change(file))).not.toBe(noticeOf(file))
    },
  )

  it.each(Object.entries(NOT_TOLD))('but for %s: %s', (path) => {
    const here = leavesOf(file, schema).map((leaf) => leaf.path)
    expect([...here, 'window.value.zone']).toContain(path)
  })

  it('names who is responsible, the competent body and the rights on data (L. 241/1990 art. 5, 8; GDPR art. 13)', () => {
    const told = noticeOf(file)
    for (const named of [
      'Rosa Bo',
      'ats@pec.example',
      'artt. 22-25',
      'e 77',
      'de minimis',
      'rpd@ats.example',
    ])
      expect(told).toContain(named)
  })

  it('says once that a value was made up, and prints nothing of how its file says it', () => {
    const invented = withChange(file, ['grant', 'vat', 'source'], {
      act: 'inventato (demo)',
      article: 'punti',
    })
    expect(noticeOf(file)).toContain('"demonstration":false')
    expect(noticeOf(invented)).toContain('"demonstration":true')
    expect(noticeOf(invented)).not.toMatch(/demo\)|punti inventati/)
  })

  it('prints no word of a demonstration but its mark, of either network that is played', () => {
    for (const { callConfiguration } of scenarios)
      expect(
        noticeOf(callConfiguration(new Date('2027-01-11T09:00:00Z'), 2027)).replace('"demonstration"', ''),
      ).not.toMatch(/\bdemo|inventat|di prova/i)
  })
})
