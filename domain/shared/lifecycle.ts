import { z } from 'zod'
import { BusinessError } from './errors.ts'
import type { Role } from './roles.ts'

/* Who makes a move: a role, whoever a work item is of, or the process by itself. */
type Mover = Role | 'ASSIGNEE' | 'PROCESS'

/* A row of a lifecycle: in which state (null: not there yet), what is done, which state follows, who does it. A row whose
   state follows itself says what may be done in it without leaving it. An action leads to one state only. */
type Move = readonly [state: string | null, action: string, next: string, by: Mover]

/** The states of a thing and its moves, as a table: types, schema, refusals and the moves in SQL follow from it. */
export interface Lifecycle<M extends Move = Move> {
  thing: string
  moves: readonly M[]
  states: readonly M[2][]
  /** The state as it is read from outside, or shown. */
  schema: z.ZodEnum<{ [S in M[2]]: S }>
}

export type StateOf<L extends Lifecycle> = L['moves'][number][2]
export type ActionOf<L extends Lifecycle> = L['moves'][number][1]

/** A lifecycle from its table; the states stand in the order in which the rows reach them. */
export function lifecycle<const M extends readonly Move[]>(thing: string, moves: M): Lifecycle<M[number]> {
  const states: M[number][2][] = [...new Set(moves.map(([, , next]) => next))]
  return { thing, moves, states, schema: z.enum(states) }
}

/** The states in which an action may be done. */
export function statesBefore<M extends Move>({ moves }: Lifecycle<M>, action: M[1]): M[2][] {
  return moves.flatMap(([state, name]) => (name === action && state !== null ? [state] : []))
}

/** The state to which an action leads. Throws Error (a bug) when the table does not have it. */
export function stateAfter<M extends Move>({ thing, moves }: Lifecycle<M>, action: M[1]): M[2] {
  const move = moves.find(([, name]) => name === action)
  if (move === undefined) throw new Error(`${thing} has no move ${action}`)
  return move[2]
}

/** What may be done in a state. */
export function actionsIn<M extends Move>({ moves }: Lifecycle<M>, state: M[2]): M[1][] {
  return moves.filter(([from]) => from === state).map(([, action]) => action)
}

/** The refusal of a move that the table does not have, with what it has instead. */
export function refusedMove<M extends Move>(of: Lifecycle<M>, state: M[2], action: M[1]): BusinessError {
  return new BusinessError('MOVE_NOT_POSSIBLE', {
    ...{ thing: of.thing, from: state, action, allowed: actionsIn(of, state) },
  })
}
