import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { configurationFile } from '../domain/call/configuration.fixture.ts'
import { callConfigurationSchema } from '../domain/call/configuration.ts'
import { draftOf, fileOf, put } from '../domain/call/call-draft.ts'
import type { Tree } from '../domain/call/call-draft.ts'
import { allCallItems, callPlaces } from './call-fields.ts'
import { draftFaults, problemsInWords, strangeIn } from './call-problems.ts'
import { parseWith } from '../domain/shared/problem.ts'

interface JsonSchema {
  type?: string
  enum?: string[]
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
}
const schema = z.toJSONSchema(callConfigurationSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema

/* The same in every call: nobody is asked. */
const CONSTANT = ['formatVersion', 'window.value.zone']

/* Every place of the schema that holds a value; a list of plain values is one. */
function placesOf(here: JsonSchema, path = ''): [string, JsonSchema][] {
  if (here.properties !== undefined)
    return Object.entries(here.properties).flatMap(([key, inner]) =>
      placesOf(inner, path === '' ? key : `${path}.${key}`),
    )
  return here.items?.properties === undefined ? [[path, here]] : placesOf(here.items, `${path}[]`)
}
const places = placesOf(schema).filter(([path]) => !CONSTANT.includes(path))
const file = (): Tree => configurationFile()

describe('the description of a call’s fields', () => {
  it('has a field for every path of the configuration, and no other (L. 241/1990 art. 12)', () => {
    expect([...callPlaces.keys()].toSorted()).toEqual(places.map(([path]) => path).toSorted())
  })

  it.each(places.filter(([, { enum: codes, items }]) => (codes ?? items?.enum) !== undefined))(
    'offers in %s what the schema takes',
    (path, { enum: codes, items }) => {
      expect(Object.keys(callPlaces.get(path)?.field?.options ?? {}).toSorted()).toEqual(
        (codes ?? items?.enum ?? []).toSorted(),
      )
    },
  )

  it.each(places.filter(([path]) => callPlaces.get(path)?.field))(
    'lets %s be none where the schema does',
    (path, { anyOf }) => {
      const isNullable = anyOf?.some(({ type }) => type === 'null') === true
      expect(callPlaces.get(path)?.field?.none === true).toBe(isNullable)
    },
  )

  it('takes a whole configuration in and gives the same file', () => {
    expect(fileOf(draftOf(allCallItems, file()))).toEqual(file())
  })
})

describe('what is missing or wrong in a call', () => {
  it('is nothing in a configuration that can be frozen', () => {
    expect(draftFaults(draftOf(allCallItems, file()))).toEqual([])
  })

  it('names each value once with its source, and each list without a row, in an empty draft', () => {
    const told = draftFaults(draftOf(allCallItems, {})).map(({ where }) => where)
    expect(new Set(told).size).toBe(told.length)
    const lists = allCallItems.filter(({ form, path }) => form === 'ROWS' && !/Att|Decl/.test(path))
    for (const { label } of lists) expect(told.join('\n')).toContain(label)
    for (const { form, label } of allCallItems) if (form === 'VALUE') expect(told.join('\n')).toContain(label)
  })

  it.each<[string, string, unknown, string]>([
    [
      'an amount',
      'grant.maxAmountCents.value',
      'molti',
      'Contributo › Contributo massimo: Scrivi un importo in euro',
    ],
    ['an amount below zero', 'grant.maxAmountCents.value', -5, 'Scrivi un importo in euro'],
    ['a share', 'grant.maxShareBasisPoints.value', 12_000, 'Scrivi una percentuale da 0 a 100'],
    ['points', 'evaluation.thresholdCentipoints.value', 'sei', 'Scrivi punti'],
    [
      'a day',
      'window.value.opens.date',
      '31/02/2027',
      'Apertura e chiusura › Giorno di apertura: Scrivi una data',
    ],
    ['an hour', 'window.value.opens.time', '25', 'Scrivi un’ora come 12:00'],
    ['a choice', 'grant.vat.value', 'MAYBE', 'IVA: Scegli una delle voci'],
    ['days beyond the law', 'terms.conclusionDays.value', 200, '180 giorni'],
    ['an integration beyond the law', 'admissibility.integrationDays.value', 31, '30 giorni al più'],
    ['a notice before refusal below the law', 'admissibility.refusalNoticeDays.value', 9, 'almeno 10 giorni'],
    ['a number', 'partnership.minBodies.value', 0, 'Enti, almeno: Almeno 1'],
    ['a code', 'code', 'avviso', 'Codice non valido'],
    ['no source', 'grant.vat.source', {}, 'IVA › fonte: Manca la fonte'],
    ['years', 'years.value', 'dal 2027', 'Scrivi gli anni'],
  ])('says field, remedy and no code for %s', (_what, path, value, told) => {
    const draft = file()
    put(draft, path, value)
    const [fault, ...others] = draftFaults(draftOf(allCallItems, draft))
    expect(`${fault?.where}: ${fault?.message}`).toContain(told)
    expect(others).toEqual([])
  })

  it('names the row, and amounts in euro', () => {
    const draft = structuredClone(file()) as ReturnType<typeof configurationFile> & Tree
    draft.costCategories[0]!.label = ''
    expect(draftFaults(draft)[0]?.where).toBe('Spese ammesse › Categorie di costo › Categoria 1 › Categoria')
    const above = structuredClone(file())
    put(above, 'budgetLineCents.value', 90_000_000)
    expect(draftFaults(above)[0]?.message).toContain('€\u00a0774.400,00')
  })

  it('tells what contradicts itself in a part that is there, while others are still empty', () => {
    const { grant } = file()
    const draft = draftOf(allCallItems, { grant })
    expect(draftFaults(draft).filter(({ isMissing }) => !isMissing)).toEqual([])
    put(draft, 'grant.cofinancingMinBasisPoints.value', 4000)
    expect(draftFaults(draft).filter(({ isMissing }) => !isMissing)).toMatchObject([
      { where: 'Contributo › Cofinanziamento minimo', message: expect.stringContaining('100 %') as unknown },
    ])
  })

  it('tells of a file what no field could show', () => {
    const strange = { ...file(), extra: 1, areas: 'tutte' }
    const read = parseWith(callConfigurationSchema, strange)
    const problems = read.ok ? [] : read.problems
    expect(strangeIn(problems, strange).map(({ message }) => message)).toEqual([
      expect.stringContaining('Aree di intervento'),
      expect.stringContaining('extra'),
    ])
    expect(problemsInWords(problems, strange)).toHaveLength(2)
  })
})
