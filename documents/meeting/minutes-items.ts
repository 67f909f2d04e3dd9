import type { Decision, Vote } from '../../db/meeting/deliberation-store.ts'
import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import { countVotes } from '../../domain/meeting/deliberation.ts'
import type { Count } from '../../domain/meeting/deliberation.ts'
import type { Deferral } from '../../domain/meeting/sitting.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'

type MinutesItem = DocumentViewModel<'minutes'>['items'][number]

/** An item of which not all is written yet. */
export const openRow = ({ title, explanation, discussion }: AgendaItem): MinutesItem => ({
  ...{ title, explanation, discussion: discussion ?? '–', votes: null, outcome: 'OPEN' },
  decision: 'voti ed esito non sono ancora scritti, o non tornano.',
})

/** An item as it was decided, put off or noted, or, of the network, discussed (art. 4, 7). */
export function itemRow(
  item: AgendaItem,
  decision: Decision | undefined,
  votes: readonly Vote[],
): MinutesItem {
  const { title, explanation, discussion, kind } = item
  const shown = { title, explanation, discussion: discussion ?? '–' }
  if (decision === undefined)
    return item.deferral === null
      ? { ...shown, votes: null, outcome: 'NOTED', decision: withoutVote(kind) }
      : { ...shown, ...deferralOf(item.deferral, countVotes(votes)), outcome: 'ADJOURNED' }
  const { present, inFavour, against, abstained, passed } = decision
  return {
    ...shown,
    votes: { present, inFavour, against, abstained },
    outcome: passed ? 'APPROVED' : 'REJECTED',
    decision: passed
      ? `il Comitato approva, con ${inFavour} voti favorevoli su ${present} presenti.`
      : `il Comitato non approva: ${inFavour} voti favorevoli su ${present} presenti non sono la maggioranza.`,
  }
}

/* What is said of an item on which nobody votes. */
function withoutVote(kind: AgendaItem['kind']): string {
  if (kind === 'TOPIC') return 'la Rete ha trattato il punto, senza voto.'
  if (kind === 'GROUP_REPORT') return 'il Comitato ha ascoltato la relazione del referente, senza voto.'
  return kind === 'INFORMATION'
    ? 'il Comitato ne prende atto, senza voto.'
    : 'il Comitato prende atto della graduatoria, che per l’avviso segue i voti sui singoli progetti.'
}

function deferralOf(deferral: Deferral, count: Count | null): Pick<MinutesItem, 'votes' | 'decision'> {
  if (deferral === 'WITH_A_PROJECT')
    return {
      votes: null,
      decision:
        'un progetto è rinviato, e la graduatoria li comprende tutti: il punto torna con quel progetto in una nuova convocazione.',
    }
  if (deferral === 'BELOW_MINIMUM')
    return {
      votes: null,
      decision:
        'in aula i seggi con diritto di voto erano meno di quanti ne richiede l’avviso: il punto torna in una nuova convocazione.',
    }
  if (count === null)
    return {
      votes: null,
      decision:
        'nessuno dei presenti ha diritto di voto su questo punto, che torna in una nuova convocazione.',
    }
  const { present, favourable, against, abstained } = count
  return {
    votes: { present, inFavour: favourable, against, abstained },
    decision: `il Comitato rinvia il punto, con ${favourable} voti favorevoli al rinvio su ${present} presenti: torna in una nuova convocazione.`,
  }
}
