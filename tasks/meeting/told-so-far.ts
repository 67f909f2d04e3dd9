import type { z } from 'zod'
import type { Told } from '../../domain/meeting/sitting.ts'
import { meetingInput } from './meeting-input.ts'

type Values = Readonly<Record<string, unknown>>

/** The rows of a list in what was typed, whatever a program has sent. */
export const rowsIn = (rows: unknown): readonly Values[] =>
  (Array.isArray(rows) ? (rows as unknown[]) : []).filter(
    (row): row is Values => typeof row === 'object' && row !== null,
  )

const { attendances, movements, votes } = meetingInput.shape

type RowOf<T> = z.ZodType<T> & { shape: object }

const read = <T>(schema: RowOf<T>, row: Values) =>
  schema.safeParse(Object.fromEntries(Object.keys(schema.shape).map((key) => [key, row[key]])))

/* The rows of a list that say all they have to. */
const whole = <T>(schema: RowOf<T>, rows: unknown): T[] =>
  rowsIn(rows).flatMap((row) => read(schema, row).data ?? [])

/** Whether a row of a list says all it has to. */
export const isWhole = {
  movements: (row: Values) => read(movements.element, row).success,
  votes: (row: Values) => read(votes.element, row).success,
}

/** A sitting as far as it is told: rows that do not say all yet are left out, and an item of which nothing is said stands as voted. */
export function toldSoFar(data: Values): Told {
  return {
    attendances: whole(attendances.element, data['attendances']),
    movements: whole(movements.element, data['movements']),
    votes: whole(votes.element, data['votes']),
    items: rowsIn(data['items']).map(({ agendaItemId, outcome, favourable }) => ({
      agendaItemId: String(agendaItemId),
      outcome: outcome === 'DEFERRED' || outcome === 'NOTED' ? outcome : 'VOTED',
      favourable: typeof favourable === 'number' ? favourable : null,
    })),
  }
}
