import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { LinkKind } from '../network/network.ts'
import type { ApplicationId, BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { derivedId } from '../shared/ids.ts'
import { computeExclusions } from './conflicts.ts'
import type { ConflictInput, Exclusion } from './conflicts.ts'

const BODIES = Array.from({ length: 8 }, (_, index) => derivedId<BodyId>('body', String(index)))
const anyBody = fc.constantFrom(...BODIES)
type Named = ConflictInput['applications'][number]['partners'][number]

const anyPartners = fc
  .tuple(
    anyBody,
    fc.array(fc.tuple(anyBody, fc.constantFrom('PARTNER', 'ADHERENT'), fc.boolean()), { maxLength: 5 }),
  )
  .map(([lead, others]): Named[] => [
    { bodyId: lead, role: 'LEAD', confirmed: true },
    ...others
      .filter(([bodyId]) => bodyId !== lead)
      .map(([bodyId, role, confirmed]) => ({ bodyId, role, confirmed })),
  ])

const anyInput: fc.Arbitrary<ConflictInput> = fc
  .record({
    seatBodies: fc.uniqueArray(anyBody, { maxLength: 5 }),
    offices: fc.array(fc.tuple(anyBody, anyBody), { maxLength: 4 }),
    links: fc.array(
      fc.record({
        fromBodyId: anyBody,
        toBodyId: anyBody,
        kind: fc.constantFrom<LinkKind>('CONTROL', 'MEMBERSHIP', 'SERVICE_COMPANY'),
      }),
      { maxLength: 6 },
    ),
    partners: fc.array(anyPartners, { minLength: 1, maxLength: 4 }),
    partner: fc.constantFrom('ALL' as const, 'OWN' as const, 'DECLARATION' as const),
    adherent: fc.constantFrom('ALL' as const, 'OWN' as const, 'DECLARATION' as const, 'NONE' as const),
    maxSteps: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ seatBodies, offices, links, partners, maxSteps, ...breadth }) => ({
    seats: seatBodies.map((bodyId) => ({
      id: derivedId<SeatId>('seat', bodyId),
      bodyId,
      holders: (['TITULAR', 'DEPUTY'] as const).map((role) => ({
        ...{ personId: derivedId<PersonId>(bodyId, role), role },
      })),
    })),
    offices: offices.map(([of, bodyId]) => ({ personId: derivedId<PersonId>(of, 'TITULAR'), bodyId })),
    links,
    applications: partners.map((list, index) => ({
      id: derivedId<ApplicationId>('application', String(index)),
      partners: list,
    })),
    rules: { lead: 'ALL', ...breadth, links: { kinds: ['CONTROL', 'SERVICE_COMPANY'], maxSteps } },
  }))

const without = (input: ConflictInput, keeps: (one: Named) => boolean): ConflictInput => ({
  ...input,
  applications: input.applications.map((one) => ({ ...one, partners: one.partners.filter(keeps) })),
})
const pair = (one: Exclusion): string => `${one.personId} ${one.applicationId}`

describe('an applicant does not choose its judges, on any graph of bodies (art. 5, 9)', () => {
  it('partners that have not confirmed exclude nobody by themselves', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const named = computeExclusions(input).exclusions
        expect(named).toEqual(computeExclusions(without(input, (one) => one.confirmed)).exclusions)
      }),
    )
  })

  it('whom they would exclude, once confirmed, from the application that names them, is put before a decision', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { exclusions, declarationsRequired } = computeExclusions(input)
        const reached = new Set([...exclusions, ...declarationsRequired].map(pair))
        const confirmed = {
          ...input,
          applications: input.applications.map((one) => ({
            ...one,
            partners: one.partners.map((named) => ({ ...named, confirmed: true })),
          })),
        }
        const due = computeExclusions(confirmed)
        const own = [...due.exclusions, ...due.declarationsRequired].filter(
          (one) => one.causeApplicationId === one.applicationId,
        )
        expect(own.map(pair).filter((one) => !reached.has(one))).toEqual([])
      }),
    )
  })
})
