import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { configurationFile } from './configuration.fixture.ts'
import { callConfigurationSchema } from './configuration.ts'
import type { CallConfiguration } from './configuration.ts'
import { changedPlaces, correctionEffect, correctionProblems } from './correction.ts'
import type { CorrectionEffect } from './correction.ts'

interface JsonSchema {
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
}

const schema = z.toJSONSchema(callConfigurationSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema

function placesOf({ properties, items }: JsonSchema, path = ''): string[] {
  if (properties !== undefined)
    return Object.entries(properties).flatMap(([key, inner]) =>
      placesOf(inner, path === '' ? key : `${path}.${key}`),
    )
  return items === undefined ? [path] : [path, ...placesOf(items, `${path}[]`)]
}

/* What each part of the configuration asks of whoever corrects it, said apart from the code. */
const ASKED: Readonly<Record<string, CorrectionEffect>> = {
  ...{ formatVersion: 'FIXED', code: 'FIXED', allocation: 'FIXED' },
  ...{ title: 'PLAIN', legalBasis: 'PLAIN', noticeOrgan: 'PLAIN', responsibleOffice: 'PLAIN' },
  ...{ admissibility: 'PLAIN', terms: 'PLAIN', information: 'PLAIN' },
  ...{ budgetLineCents: 'EXTENDS', areas: 'EXTENDS', grant: 'EXTENDS', cofinancingKinds: 'EXTENDS' },
  ...{ partnership: 'EXTENDS', costCategories: 'EXTENDS', years: 'EXTENDS', tranches: 'EXTENDS' },
  ...{ recalculation: 'EXTENDS', evaluation: 'EXTENDS', exclusions: 'EXTENDS' },
  ...{ requiredAttachments: 'EXTENDS', requiredDeclarations: 'EXTENDS', indicators: 'EXTENDS' },
}
const askedAt = (place: string): CorrectionEffect | undefined => {
  if (place.includes('source')) return 'PLAIN'
  if (place.startsWith('window.value.closes')) return 'CLOSING'
  if (place.startsWith('window')) return 'FIXED'
  return ASKED[place.split(/[.[]/)[0] ?? '']
}

const file = (): CallConfiguration => callConfigurationSchema.parse(configurationFile())
function problemsOf(change: (call: CallConfiguration) => unknown): string[] {
  const changed = structuredClone(file())
  change(changed)
  return correctionProblems(file(), changed).map(({ path, code }) => `${path} ${code}`)
}
const later = (call: CallConfiguration) => (call.window.value.closes.date = '2026-05-15' as never)

describe('what a correction of each place of a call asks (L. 241/1990 art. 12)', () => {
  it.each(placesOf(schema))('%s', (place) => {
    expect(correctionEffect(place)).toBe(askedAt(place))
  })

  it('is an error where nobody has said it', () => {
    expect(() => correctionEffect('somethingNew.value')).toThrow('nobody said')
  })
})

describe('a correction', () => {
  it.each<[string, (call: CallConfiguration) => unknown, string[]]>([
    ['that changes nothing', () => undefined, [' NOTHING_CHANGED']],
    ['of a contact', (call) => (call.information.contact.value = 'altro@ats.example' as never), []],
    ['of a title', (call) => (call.title.value = 'Titolo corretto' as never), []],
    ['of where a rule comes from', (call) => (call.grant.vat.source = { act: 'Decreto 1' }), []],
    ['that puts the closing off', later, []],
    [
      'that brings the closing forward',
      (call) => (call.window.value.closes.date = '2026-04-14' as never),
      ['window.value.closes CLOSES_EARLIER'],
    ],
    [
      'of the opening',
      (call) => (call.window.value.opens.date = '2026-03-01' as never),
      ['window.value.opens.date FIXED'],
    ],
    ['of its code', (call) => (call.code = 'OTHER' as never), ['code FIXED']],
    [
      'of a limit of the grant, in the same window',
      (call) => (call.grant.maxAmountCents.value = 6_000_000 as never),
      ['window.value.closes EXTENSION_DUE'],
    ],
    [
      'of a limit of the grant, with a later closing',
      (call) => ((call.grant.maxAmountCents.value = 6_000_000 as never), later(call)),
      [],
    ],
    [
      'that takes a criterion’s place, in the same window',
      (call) => call.evaluation.criteria.reverse(),
      ['window.value.closes EXTENSION_DUE'],
    ],
    [
      'that adds a row to a list, in the same window',
      (call) => call.areas.push({ ...call.areas[0]!, id: 'NEW' }),
      ['window.value.closes EXTENSION_DUE'],
    ],
  ])('%s', (_what, change, problems) => {
    expect(problemsOf(change)).toEqual(problems)
  })

  it('names each place once, lists by their rows', () => {
    const changed = structuredClone(file())
    for (const criterion of changed.evaluation.criteria) criterion.label = `${criterion.label}!` as never
    expect(changedPlaces(file(), changed)).toEqual(['evaluation.criteria[].label'])
  })
})
