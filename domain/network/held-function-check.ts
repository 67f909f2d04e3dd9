import type { Problem } from '../shared/problem.ts'
import type { DocumentFunction, NetworkDocument } from './network-document.ts'

type Placed = { path: string; person: string; held: DocumentFunction }
type SeatFunction = Extract<DocumentFunction, { seat: string }>

/* Without one of them nobody could open a cycle, examine an application or approve a payment a second time (art. 8). */
const NEEDED = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE'] as const

const placedFunctions = ({ people }: NetworkDocument): Placed[] =>
  people.flatMap((person, at) =>
    person.functions.map((held, index) => ({
      path: `people[${at}].functions[${index}]`,
      person: person.code,
      held,
    })),
  )

const overlaps = (a: DocumentFunction, b: DocumentFunction): boolean =>
  (a.until === null || b.from <= a.until) && (b.until === null || a.from <= b.until)

function placeProblems({ path, held }: Placed, { bodies, seats }: NetworkDocument): Problem[] {
  const problems: Problem[] = []
  if ('seat' in held && !seats.some((one) => one.code === held.seat))
    problems.push({
      path: `${path}.seat`,
      code: 'UNKNOWN',
      message: `Il seggio ${held.seat} non c’è nel documento.`,
    })
  if ('body' in held && !bodies.some((one) => one.code === held.body))
    problems.push({
      path: `${path}.body`,
      code: 'UNKNOWN',
      message: `L’ente ${held.body} non c’è nel documento.`,
    })
  if (held.until !== null && held.until < held.from)
    problems.push({
      path: `${path}.until`,
      code: 'ENDS_BEFORE_BEGIN',
      message: `Il periodo finisce il ${held.until}, prima di cominciare (${held.from}).`,
    })
  return problems
}

type Holding = { path: string; person: string; held: SeatFunction }

/* One person, one seat, one vote; one titular and one deputy at a time (art. 5, 7). */
function holderProblems(holdings: readonly Holding[]): Problem[] {
  return holdings.flatMap(({ path, person, held }, index) => {
    const before = holdings.slice(0, index).filter((one) => overlaps(one.held, held))
    const samePlace = before.some((one) => one.held.seat === held.seat && one.held.as === held.as)
    const samePerson = before.some((one) => one.person === person)
    return [
      ...(samePlace
        ? [
            {
              path,
              code: 'HELD_TWICE',
              message: `Il seggio ${held.seat} ha già chi è ${held.as} in quei giorni (art. 5).`,
            },
          ]
        : []),
      ...(samePerson
        ? [{ path, code: 'SITS_TWICE', message: `${person} siede già nel Comitato in quei giorni (art. 5).` }]
        : []),
    ]
  })
}

function vacantSeats({ seats }: NetworkDocument, holdings: readonly Holding[]): Problem[] {
  return seats.flatMap(({ code }, index) =>
    holdings.some(({ held }) => held.seat === code && held.as === 'TITULAR')
      ? []
      : [
          {
            path: `seats[${index}]`,
            code: 'MISSING',
            message: `Il seggio ${code} non ha un componente titolare (art. 5).`,
          },
        ],
  )
}

/** What is wrong with the functions of a network's people (art. 5): places that are not there, periods, seats held twice or
 * by nobody, offices that nobody fills. */
export function functionProblems(document: NetworkDocument): Problem[] {
  const placed = placedFunctions(document)
  const holdings = placed.flatMap(({ held, ...where }) => ('seat' in held ? [{ ...where, held }] : []))
  const unfilled = NEEDED.filter((role) => !placed.some(({ held }) => held.role === role))
  return [
    ...placed.flatMap((one) => placeProblems(one, document)),
    ...holderProblems(holdings),
    ...vacantSeats(document, holdings),
    ...unfilled.map((role) => ({
      path: 'people',
      code: 'MISSING',
      message: `Nessuno ha la funzione ${role}: senza, il ciclo si fermerebbe.`,
    })),
  ]
}
