import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoBodyId, demoPersonId, demoSeatId } from '../../app/demo/network-ids.ts'
import { loadDemoNetwork } from '../../test/support/demo-network.ts'
import type { HeldFunction } from '../../domain/network/functions.ts'
import { addDays, localDate } from '../../domain/shared/local-date.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { accountIdOf } from './person-store.ts'

const PERSON = derivedId<PersonId>('maria')
const FIRST = localDate('2027-02-01')
const LAST = localDate('2027-02-28')
const maria = {
  ...{ id: PERSON, givenName: 'Maria', familyName: 'Rossi', bornOn: localDate('1985-08-01') },
  ...{ taxCode: 'RSSMRA85M41H501U', document: null, email: 'maria@rho.example' },
}
const held = (change: Partial<HeldFunction> = {}): HeldFunction => ({
  ...{ personId: PERSON, role: 'NETWORK_MEMBER', bodyId: demoBodyId('COMUNE_RHO'), seatId: null },
  ...{ seatRole: null, office: null, signatory: false, from: FIRST, until: LAST, act: 'Nota 12/2027' },
  ...change,
})
const seat = { role: 'COMMITTEE_MEMBER', bodyId: null, seatId: demoSeatId('CGIL') } as const

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
  await database.stores.network.putPerson(maria)
})
afterAll(() => database.close())

describe('a human (art. 5)', () => {
  it('is one row: a second with the same codice fiscale or document is refused', async () => {
    const { network } = database.stores
    const again = network.putPerson({ ...maria, id: derivedId<PersonId>('again') })
    await expect(again).rejects.toMatchObject({ constraint: 'persons_tax_code' })
    const document = { country: 'CH', kind: 'PASSPORT', number: 'X1234567' } as const
    const swiss = { ...maria, taxCode: null, document }
    await network.putPerson({ ...swiss, id: derivedId<PersonId>('swiss') })
    const twice = network.putPerson({ ...swiss, id: derivedId<PersonId>('swiss again') })
    await expect(twice).rejects.toMatchObject({ constraint: 'persons_document' })
    const unknown = network.putPerson({ ...swiss, id: derivedId<PersonId>('unknown'), document: null })
    await expect(unknown).rejects.toMatchObject({ constraint: 'persons_identity' })
  })

  it('has any number of accounts, each of one person, however its address is spelt', async () => {
    const { network } = database.stores
    for (const email of [maria.email, 'm.rossi@totem.example'])
      await network.putAccount({ personId: PERSON, email })
    expect(await network.personOf(accountIdOf('M.Rossi@Totem.example'))).toBe(PERSON)
    expect(await network.personOf(accountIdOf(maria.email))).toBe(PERSON)
    const other = network.putAccount({
      personId: demoPersonId('FINANCE_1'),
      email: maria.email.toUpperCase(),
    })
    await expect(other).rejects.toThrow('of another person')
    expect(await network.personOf('nobody')).toBeNull()
  })
})

describe('a function', () => {
  it('counts from its first day to its last, for rights, ties and seats alike', async () => {
    const { network } = database.stores
    await network.addFunction(held())
    for (const [day, counts] of [
      [addDays(FIRST, -1), false],
      [FIRST, true],
      [LAST, true],
      [addDays(LAST, 1), false],
    ] as const) {
      expect((await network.actorOf(PERSON, day)) !== null).toBe(counts)
      const tied = (await network.offices(day)).some((office) => office.personId === PERSON)
      const named = (await network.personsWithRole('NETWORK_MEMBER', day)).some(({ id }) => id === PERSON)
      const offered = (await network.everybody(day)).filter((one) => one.personId === PERSON)
      expect([tied, named, offered.length]).toEqual([counts, counts, counts ? 2 : 0])
    }
  })

  it('passes a seat from one titular to the next on the day told', async () => {
    const { network } = database.stores
    await database
      .knex('functions')
      .where({ seat_id: seat.seatId, seat_role: 'TITULAR' })
      .update({ ends_on: LAST })
    await network.addFunction(held({ ...seat, seatRole: 'TITULAR', from: addDays(LAST, 1), until: null }))
    const titularOn = async (day: HeldFunction['from']) =>
      (await network.seats(day))
        .find(({ id }) => id === seat.seatId)
        ?.holders.find(({ role }) => role === 'TITULAR')
    expect((await titularOn(LAST))?.personId).toBe(demoPersonId('TITULAR_CGIL'))
    expect((await titularOn(addDays(LAST, 1)))?.personId).toBe(PERSON)
    const both = network.addFunction(
      held({ ...seat, seatRole: 'DEPUTY', from: addDays(LAST, 1), until: null }),
    )
    await expect(both).rejects.toMatchObject({ constraint: 'functions_sits_once' })
  })

  it.each<[string, Partial<HeldFunction>, string]>([
    ['of a seat that has a deputy', { ...seat, seatRole: 'DEPUTY' }, 'functions_seat'],
    ['held twice', { from: LAST }, 'functions_once'],
    [
      'that ends before it begins',
      { office: null, bodyId: demoBodyId('COMUNE_CINISELLO'), until: addDays(FIRST, -1) },
      'functions_period',
    ],
    ['of a body, without one', { bodyId: null }, 'functions_place'],
    ['without its act', { bodyId: demoBodyId('COMUNE_CINISELLO'), act: '' }, 'functions_act_check'],
  ])('is refused by the database %s', async (_what, change, constraint) => {
    await expect(database.stores.network.addFunction(held(change))).rejects.toMatchObject({ constraint })
  })

  it('leaves out of the sign-in what lets do nothing here', async () => {
    const { network } = database.stores
    const own = await network.functionsOf(demoPersonId('TITULAR_UNIVERSITA'), LAST)
    expect(own.map(({ role }) => role)).toEqual(['COMMITTEE_MEMBER'])
    expect((await network.offices(LAST)).map(({ personId }) => personId)).toContain(
      demoPersonId('TITULAR_UNIVERSITA'),
    )
  })
})
