import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { homonymsOf } from './homonyms.ts'

let database: TestDatabase
let applicationId = ''
const partners: { id: string; tax_code: string }[] = []
beforeAll(async () => {
  database = await createTestDatabase()
  const scenario = await createCallScenario(database)
  const [first = ''] = await scenario.closeCallWithAll((await scenario.openCall()).id)
  applicationId = first
  const inAlliance = await database
    .owner('application_partners as p')
    .join('bodies as b', 'b.id', 'p.body_id')
    .where({ application_id: first })
    .whereNotIn('b.id', database.owner('committee_seats').select('body_id'))
    .orderBy('b.id')
    .select<typeof partners>('b.id', 'b.tax_code')
  partners.push(...inAlliance)
  await database.owner('bodies').update({ name: database.owner.raw(`'Ente ' || tax_code`) } as never)
}, 60_000)
afterAll(() => database.close())

const call = (id: string, name: string) => database.owner('bodies').where({ id }).update({ name })
const [ONE, OTHER] = [() => partners[0]!, () => partners[1]!]

describe('a body of an alliance with the name of another, under another code (art. 5, 9)', () => {
  it.each([
    ['the same letters', 'Unione Artigiani', 'Unione Artigiani', true],
    ['accents and capitals aside', 'Città e Libertà', 'CITTA E LIBERTA', true],
    ['signs and the form of company aside', 'Sole & Luna S.r.l.', 'sole luna', true],
    ['spaces and hyphens aside', 'Dopo-Scuola Coop. Sociale', 'Doposcuola', true],
    ['another name', 'Unione Artigiani', 'Unione Commercianti', false],
    ['a name of which nothing is left', 'Coop', 'S.p.A.', false],
  ])('is shown to the officer: %s', async (_what, name, otherName, shown) => {
    await call(ONE().id, name)
    await call(OTHER().id, otherName)
    const codes = (await homonymsOf(database.owner, applicationId)).map(({ taxCode, otherCode }) =>
      [taxCode, otherCode].sort(),
    )
    expect(codes).toEqual(shown ? [[ONE().tax_code, OTHER().tax_code].sort()] : [])
  })

  it.each([
    ['written alike', 'Via Roma 1, 20121 Milano', 'Via Roma 1, 20121 Milano', true],
    ['signs, number and province aside', 'Via Roma n. 1, 20121 Milano (MI)', 'VIA ROMA, 1 - Milano', true],
    ['another number', 'Via Roma 1, Milano', 'Via Roma 11, Milano', false],
    ['of which nobody has said one', null, null, false],
  ])('or with its address: %s', async (_what, address, otherAddress, shown) => {
    await call(ONE().id, 'Unione Artigiani')
    await call(OTHER().id, 'Unione Commercianti')
    await database.owner('bodies').update({ address: null } as never)
    await database
      .owner('bodies')
      .where({ id: ONE().id })
      .update({ address } as never)
    await database
      .owner('bodies')
      .where({ id: OTHER().id })
      .update({ address: otherAddress } as never)
    const found = await homonymsOf(database.owner, applicationId)
    expect(found.map((one) => [one.sameName, one.sameAddress])).toEqual(
      shown ? [[false, expect.stringMatching(/via roma/i)]] : [],
    )
    await database.owner('bodies').update({ address: null } as never)
  })

  it('says that one of the two holds a seat, and is silent once it is known which body that is', async () => {
    const seat = await database.owner('committee_seats').first<{ body_id: string }>('body_id')
    const vatNumber = '12878470157'
    await call(ONE().id, 'Sindacato Unito')
    await call(OTHER().id, 'Tutt’altro')
    await call(seat.body_id, 'Sindacato unito')
    expect(await homonymsOf(database.owner, applicationId)).toMatchObject([{ hasSeat: true }])
    await database.owner('body_facts').where({ body_id: ONE().id }).where('source', '<>', 'APPLICANT').del()
    await database.owner('bodies').where({ id: ONE().id }).update({ tax_code: vatNumber, vat_number: null })
    await database.owner('bodies').where({ id: seat.body_id }).update({ vat_number: vatNumber })
    const told = { body_id: seat.body_id, fact: 'vatNumber', source: 'REGISTER', value: vatNumber }
    await database.owner('body_facts').insert({ ...told, said_at: new Date(), said_by: null } as never)
    expect(await homonymsOf(database.owner, applicationId)).toEqual([])
  })
})
