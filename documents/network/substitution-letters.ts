import type { FunctionRole } from '../../domain/network/functions.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { titleOf } from '../../words/codes.ts'
import { formatDate } from '../../words/formats.ts'

interface Substitution {
  substitute: string
  replaced: string
  role: FunctionRole
  from: LocalDate
  until: LocalDate
  act: string
  reason: string
}

/** Tells both whom a substitution touches: who acts, and in whose place. */
export function substitutionLetters({ substitute, replaced, role, act, reason, ...days }: Substitution) {
  const subject = `Sostituzione: ${titleOf('role', role)}`
  const period = `dal ${formatDate(days.from)} al ${formatDate(days.until)} compreso`
  const end = `Atto: ${act}\nMotivo: ${reason}\n\n`
  return {
    substitute: {
      subject,
      text: `${substitute},\n\n${period} sostituisci ${replaced} nella funzione «${titleOf('role', role)}».\n${end}Per operare in questa funzione sceglila in alto, in ogni pagina: ciò che fai dice in sostituzione di chi. I tuoi conflitti di interesse restano tuoi (art. 5).\n`,
    },
    replaced: {
      subject,
      text: `${replaced},\n\n${period} ti sostituisce ${substitute} nella funzione «${titleOf('role', role)}».\n${end}Le attività che hai in carico può svolgerle anche chi ti sostituisce.\n`,
    },
  }
}
