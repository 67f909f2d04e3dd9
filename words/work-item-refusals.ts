import type { BusinessErrorCode } from '../domain/shared/errors.ts'
import type { Refusal } from './door-refusals.ts'

/** What is told of a task that cannot be worked on, or handed on. */
export const workItemRefusals = {
  PAYMENT_CHANGED: {
    status: 409,
    sentence:
      'Il pagamento non è più quello che hai letto: beneficiario, conto, importi o dichiarazioni sono cambiati, e resta da approvare. Rileggilo e invia ancora.',
  },
  OFFICE_APPROVED_OTHER: {
    status: 409,
    sentence:
      'L’ufficio ha approvato dati diversi da questi, cambiati nel frattempo. Rimanda il pagamento al capofila con il motivo: richiesto di nuovo, l’ufficio lo approva come è ora.',
  },
  DOCUMENT_CHANGED: {
    status: 409,
    sentence:
      'Il documento non è più quello che hai letto: nel frattempo è stato rifatto, e resta da approvare. Aprilo di nuovo, leggilo e invia ancora.',
  },
  WORK_ITEM_NOT_OPEN: {
    status: 409,
    sentence:
      "L'attività non è più aperta: è già stata completata, ritirata o è scaduta. Ricarica le tue attività.",
  },
  WORK_ITEM_TAKEN: {
    status: 409,
    sentence:
      'L’attività è in carico a {name} dal {since:instant}, e nulla è stato registrato. Per averla chiedi a {name} di restituirla o di assegnarla a te; se è assente, la restituisce con un motivo il responsabile del procedimento o, sulle domande, chi presiede il Comitato.',
  },
  WORK_ITEM_PERSONAL: {
    status: 409,
    sentence:
      'Questa attività è chiesta a una persona sola: non si prende, non si assegna e non si restituisce (art. 5; DPR 62/2013 art. 6, 7). Chi non può valutare un progetto chiama il supplente dalla propria scheda.',
  },
} satisfies Partial<Record<BusinessErrorCode, Refusal>>
