import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { testRules } from '../call/configuration.fixture.ts'
import type { BodyLink, LinkKind } from '../network/network.ts'
import type { BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { derivedId } from '../shared/ids.ts'
import { computeExclusions } from './conflicts.ts'
import type { ConflictInput, Exclusion } from './conflicts.ts'

const body = (name: string): BodyId => derivedId<BodyId>('body', name)
const person = (name: string): PersonId => derivedId<PersonId>('person', name)
const application = (name: string) => ({
  id: derivedId<ConflictInput['applications'][number]['id']>('application', name),
})

function seat(name: string) {
  return {
    id: derivedId<SeatId>('seat', name),
    bodyId: body(name),
    holders: [
      { personId: person(`${name}.titular`), role: 'TITULAR' as const },
      { personId: person(`${name}.deputy`), role: 'DEPUTY' as const },
    ],
  }
}

type Partners = ConflictInput['applications'][number]['partners']
const named = (name: string, role: Partners[number]['role'], confirmed = true) => ({
  ...{ bodyId: body(name), role, confirmed },
})
const A = { ...application('A'), partners: [named('azienda', 'LEAD')] }
const B = { ...application('B'), partners: [named('coop', 'LEAD')] }

function withPartner(bodyName: string, role: 'PARTNER' | 'ADHERENT') {
  const partners: Partners = [...A.partners, named(bodyName, role)]
  return [{ ...A, partners }, B]
}

function input(change: Partial<ConflictInput>): ConflictInput {
  const seats = [seat('comune'), seat('cciaa')]
  return { seats, offices: [], links: [], applications: [A, B], rules: testRules().exclusions, ...change }
}

function pairs(rows: readonly Exclusion[]): string[] {
  return rows.map((one) => `${one.personId} ${one.applicationId} ${one.basis}`).toSorted()
}

function expected(
  names: readonly string[],
  applications: readonly { id: string }[],
  basis: string,
): string[] {
  return names.flatMap((name) => applications.map((one) => `${person(name)} ${one.id} ${basis}`)).toSorted()
}

const rowOf = (one: Exclusion): string =>
  [one.seatId, one.personId, one.applicationId, one.causeApplicationId, one.path[0]?.via].join(' ')

const COMUNE = ['comune.titular', 'comune.deputy']

describe('exclusions from evaluation (art. 5)', () => {
  it('excludes nobody whose bodies have no part in the call', () => {
    expect(computeExclusions(input({}))).toEqual({ exclusions: [], declarationsRequired: [] })
  })

  it('keeps an own office in a second application beside the tie to one that leads (L. 241/1990 art. 6-bis)', () => {
    const personId = person('officer')
    const offices = [
      { personId, bodyId: body('azienda') },
      { personId, bodyId: body('coop') },
    ] as ConflictInput['offices'][number][]
    const bench = {
      ...seat('bench'),
      bodyId: body('bench'),
      holders: [{ personId, role: 'TITULAR' as const }],
    }
    const { exclusions } = computeExclusions(input({ seats: [bench], offices }))
    const personal = exclusions.filter(
      (one) => one.path[0]?.via === 'OFFICE' && one.causeApplicationId === one.applicationId,
    )
    expect(personal.map((one) => one.applicationId).toSorted()).toEqual([A.id, B.id].toSorted())
  })

  it('excludes titular and deputy of a lead from every application of the call (art. 5)', () => {
    const led = { ...B, partners: [named('comune', 'LEAD')] }
    const { exclusions } = computeExclusions(input({ applications: [A, led] }))
    expect(pairs(exclusions)).toEqual(expected(COMUNE, [A, led], 'LEAD_ALL'))
    expect(exclusions[0]).toMatchObject({
      causeApplicationId: led.id,
      path: [{ bodyId: body('comune'), via: 'SEAT' }],
    })
  })

  it('excludes the seat of the municipality whose service company leads, and shows the chain', () => {
    const links: BodyLink[] = [
      { fromBodyId: body('comune'), toBodyId: body('azienda'), kind: 'SERVICE_COMPANY' },
    ]
    const { exclusions } = computeExclusions(input({ links }))
    expect(pairs(exclusions)).toEqual(expected(COMUNE, [A, B], 'LEAD_ALL'))
    expect(exclusions[0]?.path).toEqual([
      { bodyId: body('comune'), via: 'SEAT' },
      { bodyId: body('azienda'), via: 'SERVICE_COMPANY' },
    ])
  })

  it.each([
    ['ALL', [A, B], 'PARTNER_ALL'],
    ['OWN', [A], 'PARTNER_OWN'],
  ] as const)('excludes people of a partner from %s as the call says', (partner, reached, basis) => {
    const rules = { ...testRules().exclusions, partner }
    const { exclusions } = computeExclusions(input({ applications: withPartner('comune', 'PARTNER'), rules }))
    expect(pairs(exclusions)).toEqual(expected(COMUNE, reached, basis))
  })

  it('asks people of an adherent to declare, and excludes none of them, when the call says so', () => {
    const found = computeExclusions(input({ applications: withPartner('comune', 'ADHERENT') }))
    expect(found.exclusions).toEqual([])
    expect(pairs(found.declarationsRequired)).toEqual(expected(COMUNE, [A], 'ADHERENT_DECLARATION'))
  })

  it('ignores adherents when the call says so', () => {
    const rules = { ...testRules().exclusions, adherent: 'NONE' as const }
    const found = computeExclusions(input({ applications: withPartner('comune', 'ADHERENT'), rules }))
    expect(found).toEqual({ exclusions: [], declarationsRequired: [] })
  })

  it('excludes a person for an office held in a lead, and not the other person of the seat', () => {
    const offices = [{ personId: person('cciaa.titular'), bodyId: body('coop') }]
    const { exclusions } = computeExclusions(input({ offices }))
    expect(pairs(exclusions)).toEqual(expected(['cciaa.titular'], [A, B], 'LEAD_ALL'))
    expect(exclusions[0]?.path).toEqual([{ bodyId: body('coop'), via: 'OFFICE' }])
  })

  it('gives the stronger basis when a person is tied twice', () => {
    const applications = [{ ...A, partners: [named('comune', 'PARTNER')] }, B]
    const offices = [{ personId: person('comune.titular'), bodyId: body('coop') }]
    const rows = computeExclusions(input({ applications, offices })).exclusions
    expect(pairs(rows)).toEqual(
      [
        ...expected(['comune.titular'], [A, B], 'LEAD_ALL'),
        ...expected(['comune.deputy'], [A], 'PARTNER_OWN'),
      ].toSorted(),
    )
  })

  it('follows only the links that the call considers, and only so far', () => {
    const links: BodyLink[] = [
      { fromBodyId: body('comune'), toBodyId: body('holding'), kind: 'CONTROL' },
      { fromBodyId: body('holding'), toBodyId: body('azienda'), kind: 'CONTROL' },
      { fromBodyId: body('cciaa'), toBodyId: body('azienda'), kind: 'MEMBERSHIP' },
    ]
    const rules = testRules().exclusions
    const near = { ...rules, links: { ...rules.links, maxSteps: 1 } }
    expect(computeExclusions(input({ links, rules: near })).exclusions).toEqual([])
    expect(pairs(computeExclusions(input({ links, rules })).exclusions)).toEqual(
      expected(COMUNE, [A, B], 'LEAD_ALL'),
    )
  })
})

const BODIES = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6']
const anyBody = fc.constantFrom(...BODIES)
const anyLink = fc.record({
  fromBodyId: anyBody.map(body),
  toBodyId: anyBody.map(body),
  kind: fc.constantFrom<LinkKind>('CONTROL', 'MEMBERSHIP', 'SERVICE_COMPANY'),
})
const anyPartners = fc
  .tuple(
    anyBody,
    fc.array(fc.tuple(anyBody, fc.constantFrom('PARTNER' as const, 'ADHERENT' as const)), { maxLength: 3 }),
  )
  .map(([lead, others]): Partners => [
    named(lead, 'LEAD'),
    ...others.filter(([name]) => name !== lead).map(([name, role]) => named(name, role)),
  ])
const anyInput: fc.Arbitrary<ConflictInput> = fc
  .record({
    seatBodies: fc.uniqueArray(anyBody, { maxLength: 4 }),
    offices: fc.array(fc.tuple(anyBody, anyBody), { maxLength: 3 }),
    links: fc.array(anyLink, { maxLength: 6 }),
    partners: fc.array(anyPartners, { maxLength: 4 }),
    partner: fc.constantFrom('ALL' as const, 'OWN' as const, 'DECLARATION' as const),
    adherent: fc.constantFrom('ALL' as const, 'OWN' as const, 'DECLARATION' as const, 'NONE' as const),
    maxSteps: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ seatBodies, offices, links, partners, partner, adherent, maxSteps }) => ({
    seats: seatBodies.map(seat),
    offices: offices.map(([name, where]) => ({ personId: person(`${name}.titular`), bodyId: body(where) })),
    links,
    applications: partners.map((list, index) => ({ ...application(`app${index}`), partners: list })),
    rules: { lead: 'ALL', partner, adherent, links: { kinds: ['CONTROL', 'SERVICE_COMPANY'], maxSteps } },
  }))

describe('exclusions of any network', () => {
  it('are the same in the same order whatever the order of the facts', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const turned: ConflictInput = {
          ...given,
          seats: given.seats.map((one) => ({ ...one, holders: one.holders.toReversed() })).toReversed(),
          offices: given.offices.toReversed(),
          links: given.links.toReversed(),
          applications: given.applications
            .map((one) => ({ ...one, partners: one.partners.toReversed() }))
            .toReversed(),
        }
        expect(computeExclusions(turned)).toEqual(computeExclusions(given))
      }),
    )
  })

  it('never lose a row when a link is added', () => {
    fc.assert(
      fc.property(anyInput, anyLink, (given, link) => {
        const key = (one: Exclusion): string => `${one.seatId} ${one.personId} ${one.applicationId}`
        const before = computeExclusions(given).exclusions.map(key)
        const after = new Set(
          computeExclusions({ ...given, links: [...given.links, link] }).exclusions.map(key),
        )
        expect(before.filter((row) => !after.has(row))).toEqual([])
      }),
    )
  })

  it('hold for every person of a lead’s body and every application (art. 5), one row for each tie', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const leads = new Set(
          given.applications.flatMap((one) => one.partners.slice(0, 1).map((first) => first.bodyId)),
        )
        const { exclusions } = computeExclusions(given)
        expect(new Set(exclusions.map(rowOf)).size).toBe(exclusions.length)
        const rows = new Set(exclusions.map((one) => `${one.seatId} ${one.personId} ${one.applicationId}`))
        const due = given.seats
          .filter((one) => leads.has(one.bodyId))
          .flatMap((one) =>
            one.holders.flatMap((h) => given.applications.map((app) => `${one.id} ${h.personId} ${app.id}`)),
          )
        expect(due.filter((row) => !rows.has(row))).toEqual([])
      }),
    )
  })
})
