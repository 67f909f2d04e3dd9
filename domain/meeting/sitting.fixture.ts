import type { SittingRules } from '../call/configuration.ts'
import type { BodyId, PersonId, SeatId } from '../shared/ids.ts'
import { derivedId } from '../shared/ids.ts'
import { countVotes } from './deliberation.ts'
import { readSitting } from './sitting.ts'
import type { Known, Told } from './sitting.ts'

const BODIES = ['a', 'b', 'c', 'd', 'e'] as const
/** A holder of a seat by its name, `a-deputy`. */
export const person = (name: string): PersonId => derivedId<PersonId>('person', name)
const seatId = (body: string): SeatId => derivedId<SeatId>('seat', body)
/** Five seats, `a` to `e`, each with a titular and a deputy but for `e`, which has no deputy; items 1 and 2 on a project, 3 on
 * the ranking. */
export const known: Known = {
  seats: BODIES.map((body) => ({
    ...{ id: seatId(body), bodyId: derivedId<BodyId>('body', body), bodyName: `Ente ${body}` },
    holders: [
      { personId: person(`${body}-titular`), role: 'TITULAR' as const },
      ...(body === 'e' ? [] : [{ personId: person(`${body}-deputy`), role: 'DEPUTY' as const }]),
    ],
  })),
  agenda: ([1, 2, 3] as const).map((position) => ({
    ...{ id: `item-${position}`, position },
    kind: position === 3 ? ('RANKING' as const) : ('APPLICATION' as const),
  })),
  rules: null,
  exclusions: [],
}

type Presence = Told['movements'][number]['presence']
/** A sitting as the tables tell it: everybody's titular there and nothing put off, but for what it names. */
export interface Worked {
  opening?: Partial<Record<(typeof BODIES)[number], Exclude<Presence, 'LEFT'>>>
  moves?: readonly [item: number, body: string, presence: Presence][]
  excluded?: readonly [item: number, person: string][]
  favourable: readonly (number | null)[]
  named?: readonly [item: number, body: string, choice: 'AGAINST' | 'ABSTAINED'][]
  deferred?: readonly number[]
  noted?: readonly number[]
  rules?: Partial<SittingRules>
}

const outcomeOf = (item: number, { deferred = [], noted = [] }: Pick<Worked, 'deferred' | 'noted'>) =>
  deferred.includes(item) ? 'DEFERRED' : noted.includes(item) ? 'NOTED' : 'VOTED'

/** The same as the task is told it. */
export function told({ opening = {}, moves = [], favourable, named = [], ...how }: Worked): Told {
  return {
    attendances: BODIES.map((body) => ({ seatId: seatId(body), presence: opening[body] ?? 'TITULAR' })),
    movements: moves.map(([item, body, presence]) => ({
      ...{ agendaItemId: `item-${item}`, seatId: seatId(body), presence },
    })),
    items: favourable.map((count, index) => ({
      agendaItemId: `item-${index + 1}`,
      outcome: outcomeOf(index + 1, how),
      favourable: count,
    })),
    votes: named.map(([item, body, choice]) => ({
      ...{ agendaItemId: `item-${item}`, seatId: seatId(body), choice },
    })),
  }
}

const RULES: SittingRules = { roomMinimum: 1, deputyFor: 'ABSENCE', rankingDecision: 'VOTED' }
const withExcluded = ({ excluded = [], rules }: Worked): Known => ({
  ...known,
  rules: rules === undefined ? null : { ...RULES, ...rules },
  exclusions: excluded.map(([item, name]) => ({ agendaItemId: `item-${item}`, personId: person(name) })),
})
/** The same once it was read. */
export const read = (worked: Worked) => readSitting(told(worked), withExcluded(worked))

/** How each item ended: `3/5 sì`: three in favour of five present, passed; or why it was not decided; what is wrong, where it is refused. */
export function ended(worked: Worked): string[] {
  const sitting = read(worked)
  if (!sitting.ok) return sitting.problems.map(({ path, code }) => `${path} ${code}`)
  return sitting.value.items.map(({ votes, deferral }) => {
    const count = countVotes(votes)
    const counted = count === null ? '0/0' : `${count.favourable}/${count.present}`
    return `${counted} ${deferral ?? (count?.passed === true ? 'sì' : 'no')}`
  })
}
