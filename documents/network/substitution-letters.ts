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
  /** The code of the one application that it is of; null where it is of all. */
  only: string | null
}

/** Tells both whom a substitution touches: who acts, and in whose place. Of one application, which it is is told to who acts in it
 * alone: a conflict may close it to the other (art. 5). */
export function substitutionLetters({
  substitute,
  replaced,
  role,
  act,
  reason,
  only,
  ...days
}: Substitution) {
  const subject = `Sostituzione: ${titleOf('role', role)}`
  const period = `dal ${formatDate(days.from)} al ${formatDate(days.until)} compreso`
  const end = `Atto: ${act}\nMotivo: ${reason}\n\n`
  return {
    substitute: {
      subject,
      text: `${substitute},\n\n${period} sostituisci ${replaced} nella funzione «${titleOf('role', role)}»${only === null ? '' : `, solo per la domanda ${only} e per il progetto che ne nasce: il resto non lo vedi e non lo decidi`}.\n${end}Per operare in questa funzione sceglila in alto, in ogni pagina: ciò che fai dice in sostituzione di chi. I tuoi conflitti di interesse restano tuoi (art. 5).\n`,
    },
    replaced: {
      subject,
      text: `${replaced},\n\n${period} ti sostituisce ${substitute} nella funzione «${titleOf('role', role)}»${only === null ? '' : ', per una sola domanda e per il progetto che ne nasce'}.\n${end}Le attività ${only === null ? 'che' : 'di quella domanda che'} hai in carico può svolgerle anche chi ti sostituisce.\n`,
    },
  }
}
