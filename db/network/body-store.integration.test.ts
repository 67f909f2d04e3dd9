import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
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
const tell = (...told: ToldBody[]) =>
  database.knex.transaction((tx) => createStores(tx).network.tellOfBodies(told))
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
    const facts = await database.knex('body_facts').where({ body_id: id, fact: 'name' }).orderBy('source')
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
    expect(fourth).toBe(third)
    expect(await found(third)).toMatchObject({ taxCode: '91027400158', vatNumber: '00488410010' })
  })

  it('by the partita IVA of a VAT group is none, and nothing is recorded', async () => {
    const group = '01114601006'
    await tell(
      says('REGISTER', 0, { taxCode: '91031510158', vatNumber: group }),
      says('REGISTER', 0, { taxCode: '91032880154', vatNumber: group }),
    )
    const before = await database.dump()
    expect(await tell(says('APPLICANT', 1, { taxCode: group }))).toEqual(['AMBIGUOUS'])
    expect(await database.dump()).toEqual(before)
  })

  it('by two at the same moment is one subject', async () => {
    const told = says('APPLICANT', 0, { taxCode: '91034250158' })
    const ids = await Promise.all([tell(told), tell(told), tell(told)])
    expect(new Set(ids.flat()).size).toBe(1)
  })

  it('is refused by the database with a code of no form', async () => {
    const row = { id: 'x', name: 'X', kind: 'ENTERPRISE' }
    for (const tax_code of ['123', 'it:123456', '0437754309800'])
      await expect(database.knex('bodies').insert({ ...row, tax_code })).rejects.toThrow(/bodies_tax_code/)
    const known = { ...row, tax_code: 'CH:CHE116281710' }
    await expect(database.knex('bodies').insert({ ...known, vat_number: 'IT1' })).rejects.toThrow(
      /bodies_vat_number/,
    )
  })
})
