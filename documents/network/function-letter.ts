import type { FunctionRole } from '../../domain/network/functions.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { titleOf } from '../../words/codes.ts'
import { formatDate } from '../../words/formats.ts'

interface ToldFunction {
  role: FunctionRole
  act: string
  reason: string
}

/** Tells a person that it was given a function, by which act and why. */
export function givenFunctionLetter(
  name: string,
  { from, until, ...told }: ToldFunction & { from: LocalDate; until: LocalDate | null },
): { subject: string; text: string } {
  const role = titleOf('role', told.role)
  const end = until === null ? '' : ` al ${formatDate(until)} compreso`
  const what = `Ti è stata data la funzione «${role}», dal ${formatDate(from)}${end}.`
  return { subject: `Nuova funzione: ${role}`, text: textOf(name, what, told) }
}

/** Tells a person that a function of its ends, by which act and why. */
export function endedFunctionLetter(
  name: string,
  { on, ...told }: ToldFunction & { on: LocalDate },
): { subject: string; text: string } {
  const role = titleOf('role', told.role)
  const what = `La tua funzione «${role}» vale fino al ${formatDate(on)} compreso.`
  return { subject: `Fine di una funzione: ${role}`, text: textOf(name, what, told) }
}

const textOf = (name: string, what: string, { act, reason }: ToldFunction): string =>
  `${name},\n\n${what}\nAtto: ${act}\nMotivo: ${reason}\n\nTrovi le tue funzioni nella tua scheda, da «Rete e Comitato».\n`
