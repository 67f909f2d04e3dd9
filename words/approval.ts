import type {
  OutcomeKind,
  OutcomeStatus,
  PlanStatus,
  SubmissionStatus,
} from '../domain/approval/lifecycle.ts'

/** What the codes of the plan and of its way to the Region say in Italian: part of the lists of `codes.ts`, whose file would
 * be too long with them. */
export const approvalWords = {
  plan: {
    DRAWN_UP: 'predisposto',
    ADOPTED: 'adottato',
    SENT: 'inviato alla Regione',
    VALIDATED: 'validato dalla Regione',
    SUPERSEDED: 'sostituito da un’altra versione',
    WITHDRAWN: 'ritirato: la sua graduatoria è stata rettificata',
  } satisfies Record<PlanStatus, string>,
  submission: {
    PREPARED: 'da inviare',
    SENT: 'inviato',
    RECEIVED: 'ricevuto dalla Regione',
    VALIDATED: 'validato dalla Regione',
  } satisfies Record<SubmissionStatus, string>,
  regionalOutcome: {
    VALIDATED: 'Piano validato',
    VALIDATED_WITH_REMARKS: 'Piano validato con osservazioni',
    SENT_BACK: 'Piano rinviato',
    REJECTED: 'Piano non approvato',
  } satisfies Record<OutcomeKind, string>,
  regionalOutcomeStatus: {
    IN_FORCE: 'in vigore',
    SUPERSEDED: 'sostituito da un altro',
    NOTED: 'arrivato a Piano già validato: conservato, nulla cambia',
  } satisfies Record<OutcomeStatus, string>,
  submissionKind: { PLAN: 'piano territoriale', FINAL_RETURN: 'restituzione finale' },
}
