import type { AdmissibilityStep, LeadRequestKind } from '../domain/evaluation/lead-request.ts'
import type { ReshapingOutcome } from '../domain/evaluation/reshaping.ts'
import type { LeadRequestStatus } from '../domain/evaluation/lifecycle.ts'
import { receiptWords } from './receipts.ts'

/** What an officer finds, asks, sends and decides of an application: part of the lists of `codes.ts`. */
export const admissibilityWords = {
  admissibilityRoute: {
    PROPOSE_ADMISSION: 'ammissione: nessun motivo trovato',
    PROPOSE_CLARIFICATION: 'chiarimento: solo motivi sanabili',
    PROPOSE_EXCLUSION: 'esclusione: almeno un motivo non sanabile',
  },
  admissibilityStep: {
    ADMITTED: 'ammessa alla valutazione',
    NOT_ADMITTED: 'non ammessa',
    ASK_INTEGRATION: 'prima chiedi al capofila di integrarla',
    GIVE_NOTICE: 'prima di non ammetterla comunica i motivi al capofila',
  } satisfies Record<AdmissibilityStep, string>,
  /* Why it cannot be done now, and what can. */
  impossibleStep: {
    ADMITTED: 'La domanda non si può più ammettere.',
    NOT_ADMITTED:
      'Prima di non ammettere la domanda si comunicano i motivi al capofila, che può osservare (L. 241/1990, art. 10-bis): scegli la comunicazione dei motivi.',
    ASK_INTEGRATION:
      'L’integrazione si chiede una volta sola, e prima di comunicare i motivi contro l’ammissione (L. 241/1990, artt. 2 c. 7 e 10-bis): decidi su ciò che c’è.',
    GIVE_NOTICE:
      'La comunicazione dei motivi è già stata fatta, o l’avviso non la prevede (L. 241/1990, art. 10-bis): decidi.',
  } satisfies Record<AdmissibilityStep, string>,
  leadRequest: {
    INTEGRATION: 'richiesta di integrazione',
    REFUSAL_NOTICE: 'comunicazione dei motivi contro l’ammissione',
    CUT_GRANT: 'richiesta di accettare un contributo ridotto',
  } satisfies Record<LeadRequestKind, string>,
  leadRequestStatus: {
    ASKED: 'da inviare',
    SENT: 'inviata',
    RECEIVED: 'si attende la risposta',
    UNDELIVERED: 'non consegnata',
    ANSWERED: 'con risposta',
    EXPIRED: 'nessuna risposta nel termine',
    ANSWERED_LATE: 'con risposta tardiva',
    CLOSED: 'nessuna risposta',
  } satisfies Record<LeadRequestStatus, string>,
  cutGrantAnswer: {
    ACCEPTED: 'accetta il contributo ridotto',
    RESHAPED: 'accetta il contributo ridotto, con la rimodulazione',
    DECLINED: 'rinuncia al contributo ridotto',
  },
  reshapingOutcome: {
    APPROVED: 'rimodulazione approvata',
    REFUSED: 'rimodulazione non approvata',
  } satisfies Record<ReshapingOutcome, string>,
  ...receiptWords,
  lateAnswer: { CONSIDERED: 'se ne tiene conto', NOT_CONSIDERED: 'non se ne tiene conto' },
}
