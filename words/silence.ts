import type { CutGrantUnanswered } from '../domain/call/configuration.ts'
import type { LeadRequestKind } from '../domain/evaluation/lead-request.ts'
import type { LeadRequestStatus } from '../domain/evaluation/lifecycle.ts'
import type { IfRefused, ReshapingOutcome } from '../domain/evaluation/reshaping.ts'
import type { Silence } from '../domain/evaluation/silence.ts'
import { titleOf, wordOf } from './codes.ts'
import { formatInstant } from './formats.ts'

/* A request to a lead, with what there is to say of nobody's answering it. */
interface Asked {
  kind: LeadRequestKind
  status: LeadRequestStatus
  dueAt: Date | null
  silence: Silence | null
  /** How the call takes silence on a cut grant. */
  unanswered: CutGrantUnanswered
}

const BY_LAW = {
  INTEGRATION: 'su ciò che c’è (L. 241/1990, artt. 2 c. 7 e 6)',
  REFUSAL_NOTICE: 'sui motivi comunicati (L. 241/1990, art. 10-bis)',
}
const LATE =
  'Dopo il termine si può rispondere finché l’ufficio non decide, e la decisione dice se ne tiene conto.'

/** What it will mean that nobody answers a request, or has meant, with the day: as the notice prints it, or as the law has it. Null once
 * somebody answered. */
export function silenceText({ kind, status, dueAt, silence, unanswered }: Asked): string | null {
  if (silence === null) return null
  if (silence === 'NONE') return noneText(status)
  const by = dueAt === null ? 'nel termine, che comincia alla consegna,' : `entro il ${formatInstant(dueAt)}`
  const isPast = silence === 'PASSED'
  if (kind === 'CUT_GRANT') return cutGrantText(wordOf('cutGrantUnanswered', unanswered), { by, isPast })
  const on = BY_LAW[kind]
  if (!isPast) return `Se nessuno risponde ${by}, l’ufficio decide ${on}. ${LATE}`
  return status === 'CLOSED'
    ? `Nessuno ha risposto ${by}: l’ufficio ha proseguito ${on}.`
    : `Nessuno ha risposto ${by}: l’ufficio decide ${on}. ${LATE}`
}

const cutGrantText = (means: string, { by, isPast }: { by: string; isPast: boolean }): string =>
  isPast
    ? `Nessuno ha risposto ${by}, e il silenzio è valso ciò che dice l’avviso: sul contributo ridotto chi non risponde ${means} (art. 8).`
    : `Per l’avviso sul contributo ridotto chi non risponde ${by} ${means} (art. 8).`

const noneText = (status: LeadRequestStatus): string =>
  status === 'UNDELIVERED'
    ? 'Non è stata consegnata: vale come non fatta, nessun termine è corso e il silenzio non vale nulla (DPR 68/2005, art. 8).'
    : 'La graduatoria su cui è fatta è stata annullata: la richiesta non vale più, e il silenzio non vale nulla (L. 241/1990, art. 21-nonies).'

/** What becomes of a reshaping that nobody examines yet, or became of it once somebody did (art. 6, 8). */
export function reshapingStandText({
  outcome,
  reasons,
  examinedAt,
  ifRefused,
}: {
  outcome: ReshapingOutcome | null
  reasons: string | null
  examinedAt: Date | null
  ifRefused: IfRefused
}): string {
  const then = `l’Alleanza ${wordOf('cutGrantAnswer', ifRefused)}`
  if (outcome === null || examinedAt === null)
    return `La rimodulazione aspetta l’esame dell’ufficio (artt. 6 e 8). Per l’esame non c’è un termine, e il silenzio dell’ufficio non la approva né la respinge: fino all’esame il contributo resta di questo progetto. Se non è approvata, ${then}.`
  const follows = outcome === 'APPROVED' ? '' : ` Come detto per questo caso, ${then}.`
  return `${titleOf('reshapingOutcome', outcome)} il ${formatInstant(examinedAt)} (artt. 6 e 8): ${reasons ?? ''}${follows}`
}
