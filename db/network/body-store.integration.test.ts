import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { BodyFacts, FactSource } from '../../domain/network/body-facts.ts'
import type { BodyId } from '../../domain/shared/ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createStores } from '../stores.ts'
import type { ToldBody } from './body-statements.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

const says = (
  source: FactSource,
  minute: number,
  facts: Partial<BodyFacts> & { taxCode: string },
): ToldBody => ({
  source,
  saidAt: new Date(Date.UTC(2027, 0, 11, 9, minute)),
  saidBy: null,
  facts: { name: `${source} ${minute}`, kind: 'THIRD_SECTOR', ...facts },
})
const hear = (told: readonly ToldBody[]) =>
  database.knex.transaction((tx) => createStores(tx).network.tellOfBodies(told))
const tell = async (...told: ToldBody[]) => (await hear(told)).ids
const subjectOf = async (id: string | undefined): Promise<string | undefined> =>
  (
    await database
      .knex('body_subjects')
      .where('body_id', id ?? '')
      .pluck<string[]>('subject_id')
  )[0]
const found = async (id: BodyId | 'AMBIGUOUS' | undefined) => database.stores.network.findBody(id ?? '')

describe('what is known of a body (art. 2)', () => {
  const taxCode = '91028770153'
  const told = [
    says('REGISTER', 0, { taxCode, name: 'Azienda Sercop', kind: 'SPECIAL_COMPANY' }),
    says('ITSELF', 1, { taxCode, name: 'SERCOP', email: 'protocollo@sercop.example' }),
    says('APPLICANT', 2, { taxCode, size: 'SMALL', vatNumber: '04359380153' }),
    says('APPLICANT', 3, { taxCode, vatNumber: '12345670157' }),
  ]
  const orders = told.flatMap((_one, index) => {
    const turned = [...told.slice(index), ...told.slice(0, index)]
    return [[turned], [turned.toReversed()]]
  })

  it.each(orders)('is the same in every order of arrival', async (...order) => {
    await database.knex('body_facts').delete()
    await database.knex('bodies').delete()
    const ids = new Set<BodyId | 'AMBIGUOUS'>()
    for (const one of order.flat()) for (const id of await tell(one)) ids.add(id)
    expect(ids.size).toBe(1)
    expect(await found([...ids][0])).toMatchObject({
      name: 'Azienda Sercop',
      taxCode,
      vatNumber: '12345670157',
      kind: 'SPECIAL_COMPANY',
      size: 'SMALL',
      email: 'protocollo@sercop.example',
    })
  })

  it('says of each fact who said it and when', async () => {
    const [id] = await tell(told[0] as ToldBody)
    const facts = await database
      .knex('body_facts')
      .where({ body_id: String(id), fact: 'name' })
      .orderBy('source')
    expect(facts).toContainEqual(
      expect.objectContaining({ source: 'REGISTER', value: 'Azienda Sercop', said_at: told[0]?.saidAt }),
    )
  })
})

describe('a body that is named', () => {
  const [taxCode, vatNumber] = ['91026030154', '02118311006']

  it('by tax code and by partita IVA is one subject, whichever comes first', async () => {
    const [first] = await tell(says('APPLICANT', 0, { taxCode, vatNumber }))
    const [second] = await tell(says('APPLICANT', 1, { taxCode: vatNumber }))
    expect(second).toBe(first)
    expect(await found(first)).toMatchObject({ taxCode, vatNumber })
    const [third] = await tell(says('APPLICANT', 0, { taxCode: '00488410010' }))
    const [fourth] = await tell(says('APPLICANT', 1, { taxCode: '91027400158', vatNumber: '00488410010' }))
    expect(await subjectOf(third)).toBe(fourth)
    expect(await found(fourth)).toMatchObject({ taxCode: '91027400158', vatNumber: '00488410010' })
    expect(await tell(says('APPLICANT', 2, { taxCode: '00488410010' }))).toEqual([fourth])
  })

  it('by its codes in two statements, tied only by a third, is one subject, and each keeps what was said of it', async () => {
    const [code, vat] = ['91042060151', '03654010127']
    const [byCode] = await tell(says('REGISTER', 0, { taxCode: code, kind: 'MUNICIPALITY' }))
    const [byVat] = await tell(says('APPLICANT', 1, { taxCode: vat, name: 'Scritto a mano' }))
    expect(byVat).not.toBe(byCode)
    expect(await subjectOf(byVat)).toBe(byVat)
    expect(await tell(says('APPLICANT', 2, { taxCode: code, vatNumber: vat }))).toEqual([byCode])
    expect(await subjectOf(byVat)).toBe(byCode)
    expect(await tell(says('APPLICANT', 3, { taxCode: vat }))).toEqual([byCode])
    const said = await database
      .knex('body_facts')
      .where({ body_id: String(byVat), fact: 'name' })
      .pluck('value')
    expect(said).toEqual(['Scritto a mano'])
  })

  it('by a code that the register holds as a tax code is that body, whatever an applicant ties it to', async () => {
    const [code, vat] = ['91050370158', '12878470157']
    const [own] = await tell(says('REGISTER', 0, { taxCode: vat }))
    await tell(says('APPLICANT', 1, { taxCode: code, vatNumber: vat }))
    expect(await subjectOf(own)).toBe(own)
    expect(await tell(says('APPLICANT', 2, { taxCode: vat }))).toEqual([own])
  })

  it('is one with the same codes, in whatever order all is said; two tax codes are never one by a shared partita IVA', async () => {
    const TAX_CODES = ['91028770153', '91026030154', '91031510158', '91032880154']
    const VATS = ['04359380153', '02118311006']
    const statements = fc
      .array(fc.option(fc.constantFrom(...VATS)), { minLength: 4, maxLength: 4 })
      .chain((vatOf) => {
        const ofBody = fc.record({
          source: fc.constantFrom('REGISTER' as const, 'APPLICANT' as const),
          body: fc.nat({ max: 3 }),
          withVat: fc.boolean(),
        })
        const said = fc.oneof(
          ofBody.map(({ source, body, withVat }) => {
            const vatNumber = withVat ? vatOf[body] : null
            const taxCode = TAX_CODES[body] ?? ''
            return { source, facts: vatNumber == null ? { taxCode } : { taxCode, vatNumber } }
          }),
          fc.constantFrom(...VATS).map((taxCode) => ({ source: 'APPLICANT' as const, facts: { taxCode } })),
        )
        return fc.array(said, { minLength: 2, maxLength: 10 })
      })
      .map((all) => all.map(({ source, facts }, minute) => says(source, minute, facts)))
    const orders = statements.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    const playIn = async (all: ToldBody[]): Promise<string[]> => {
      await database.knex('body_facts').delete()
      await database.knex('bodies').delete()
      for (const one of all) await tell(one)
      const codes = [...TAX_CODES, ...VATS]
      const named = await Promise.all(codes.map((code) => database.stores.network.matchBody(code)))
      const who = named.map((one, index) => (typeof one === 'string' ? `${one} ${codes[index]}` : one.id))
      expect(new Set(who.slice(0, 4)).size).toBe(4)
      return who.map((one) => String(codes[who.indexOf(one)]))
    }
    await fc.assert(
      fc.asyncProperty(orders, async ([told, shuffled]) => {
        expect(await playIn(shuffled)).toEqual(await playIn(told))
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('by the partita IVA of a VAT group is none, and nothing is recorded', async () => {
    const group = '01114601006'
    await tell(
      says('REGISTER', 0, { taxCode: '91037120150', vatNumber: group }),
      says('REGISTER', 0, { taxCode: '91037130159', vatNumber: group }),
    )
    const before = await database.dump()
    expect(await tell(says('APPLICANT', 1, { taxCode: group }))).toEqual(['AMBIGUOUS'])
    expect(await database.dump()).toEqual(before)
  })

  it('as it stands already changes nothing, and waits for nobody who names it too', async () => {
    const told = says('APPLICANT', 0, { taxCode: '91033150153', vatNumber: '10199080155' })
    const first = await hear([told])
    expect(first.changed).toEqual(first.ids)
    const before = await database.dump()
    await database.knex.transaction(async (tx) => {
      const repeated = { ...told, saidAt: new Date(Date.UTC(2027, 0, 12)) }
      expect(await createStores(tx).network.tellOfBodies([repeated])).toEqual({ ids: first.ids, changed: [] })
      expect(await hear([repeated])).toEqual({ ids: first.ids, changed: [] })
    })
    expect(await database.dump()).toEqual(before)
    expect((await hear([says('APPLICANT', 1, { taxCode: '91033150153' })])).changed).toEqual(first.ids)
  })

  it('by two at the same moment is one subject', async () => {
    const told = says('APPLICANT', 0, { taxCode: '91034250158' })
    const ids = await Promise.all([tell(told), tell(told), tell(told)])
    expect(new Set(ids.flat()).size).toBe(1)
  })

  it('is refused by the database with a code of no form', async () => {
    const row = { id: 'x', name: 'X', kind: 'ENTERPRISE' } as const
    for (const tax_code of ['123', 'it:123456', '0437754309800'])
      await expect(database.knex('bodies').insert({ ...row, tax_code })).rejects.toThrow(/bodies_tax_code/)
    const known = { ...row, tax_code: 'CH:CHE116281710' }
    await expect(database.knex('bodies').insert({ ...known, vat_number: 'IT1' })).rejects.toThrow(
      /bodies_vat_number/,
    )
  })
})
