import type { CycleStatus, DeliveryState, Hold, WorkItemState } from '../domain/cycle/lifecycle.ts'
import type { MeetingStage } from '../domain/meeting/lifecycle.ts'
import type { CycleStage, DOCUMENT_STAGES, StageState } from '../domain/cycle/stages.ts'

/** What a cycle's states and tasks are called, its stages, and how each of them begins: part of the lists of `codes.ts`. */
export const cycleWords = {
  /* A process in the engine. */
  instance: { ACTIVE: 'in corso', COMPLETED: 'concluso', TERMINATED: 'interrotto prima della fine' },
  /* What leaves through the outbox. */
  sending: {
    PENDING: 'in uscita',
    SENT: 'inviato',
    RECEIVED: 'ricevuto',
    PARKED: 'fermo, da decidere',
    DISCARDED: 'lasciato cadere',
  } satisfies Record<DeliveryState, string>,
  instanceTerm: { LATE: 'passato' },
  cycle: { OPEN: 'in corso', CLOSED: 'chiuso' } satisfies Record<CycleStatus, string>,
  workItem: {
    OPEN: 'aperta',
    COMPLETED: 'completata',
    WITHDRAWN: 'ritirata',
    EXPIRED: 'scaduta',
  } satisfies Record<WorkItemState, string>,
  hold: { MINE: 'in carico a te', FREE: 'libera', OTHERS: 'in carico ad altri' } satisfies Record<
    Hold,
    string
  >,
  stage: {
    GUIDANCE: 'indirizzo',
    CALL: 'avviso e domande',
    EVALUATION: 'valutazione',
    PLAN: 'Piano e Regione',
    PROJECTS: 'progetti',
    FINAL_RETURN: 'restituzione finale',
    COMMITTEE: 'riunioni del Comitato',
    NETWORK: 'riunioni della Rete',
  } satisfies Record<(typeof DOCUMENT_STAGES)[number], string>,
  meetingStage: {
    GUIDANCE: 'documento di indirizzo',
    EVALUATION: 'valutazione dei progetti',
    COMMITTEE: 'riunione del Comitato',
    NETWORK: 'riunione della Rete',
  } satisfies Record<MeetingStage, string>,
  stageState: {
    TO_COME: 'non ancora iniziata',
    UNDER_WAY: 'in corso',
    DONE: 'fatta',
  } satisfies Record<StageState, string>,
  /* Terms from one of which the next is counted. */
  chainedTerm: {
    comments: 'osservazioni della Rete',
    ties: 'dichiarazioni di conflitto',
    scoring: 'schede di valutazione',
    notice: 'preavviso del Comitato',
    agreement: 'accordi di Alleanza',
  },
  stageBegins: {
    GUIDANCE: 'si redige il documento di indirizzo.',
    CALL: 'adottato il documento di indirizzo, il responsabile del procedimento prepara l’avviso.',
    EVALUATION: 'alla chiusura dell’avviso si dichiarano i conflitti e si valutano le domande ammesse.',
    PLAN: 'pubblicato l’esito, il Piano con i progetti finanziati va alla Regione.',
    PROJECTS: 'validato il Piano, i progetti si avviano: accordo, CUP, concessione, erogazioni.',
    FINAL_RETURN: 'chiusi tutti i progetti, si scrive la relazione finale e va alla Regione.',
  } satisfies Record<CycleStage, string>,
}
