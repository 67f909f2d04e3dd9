import type { BusinessErrorCode } from '../domain/shared/errors.ts'

export interface Refusal {
  status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 428 | 429 | 503
  /** Italian; `{name}` is filled from the error's facts, `{name:format}` in that format. */
  sentence: string
}

/** What is told at the door: to who is not in, may not come in, or asks too much. */
export const doorRefusals = {
  NOT_SIGNED_IN: { status: 401, sentence: 'Devi prima entrare.' },
  TOO_MANY_REQUESTS: {
    status: 429,
    sentence:
      'Troppe richieste in poco tempo: attendi {seconds} s e riprova. Nulla è stato registrato. Presentare una domanda e completare un’attività restano sempre possibili.',
  },
  TOO_MANY_DRAFTS: {
    status: 409,
    sentence:
      'Il tuo ente ha già {limit} bozze per questo avviso, e non può cominciarne altre: riprendi una di quelle che hai.',
  },
  DRAFT_CHANGED: {
    status: 409,
    sentence:
      'Nulla è stato sovrascritto: dopo che l’avevi aperta, questa bozza è stata salvata di nuovo ({by}, {savedAt:instant}). Confronta che cosa contiene con quello che hai qui, e scegli quale tenere.',
  },
  OWN_DRAFT_CHANGED: {
    status: 409,
    sentence:
      'Nulla è stato sovrascritto: hai salvato questa bozza anche in un’altra scheda ({savedAt:instant}). Confronta le due e scegli quale tenere.',
  },
  DRAFT_TOO_LARGE: {
    status: 413,
    sentence: 'La bozza supera 1 MB di testo: accorciala. Nulla è stato salvato.',
  },
  VERSION_MISSING: {
    status: 428,
    sentence:
      'Manca l’intestazione If-Match con la versione che hai letto: senza, si potrebbe sovrascrivere ciò che altri hanno salvato. Leggi e riprova.',
  },
  SIGN_IN_LOST: {
    status: 400,
    sentence:
      'Questo accesso non è più valido: è scaduto, è già stato usato, o è cominciato in un altro browser. Ricomincia da «Entra».',
  },
  SIGN_IN_DENIED: {
    status: 403,
    sentence:
      'Il servizio di identità digitale non ha confermato chi sei: l’accesso è stato annullato o rifiutato. Puoi riprovare da «Entra».',
  },
  SIGN_IN_UNAVAILABLE: {
    status: 503,
    sentence:
      'Il servizio di identità digitale non risponde, e senza di esso non si può entrare. Riprova tra qualche minuto: nulla è stato registrato.',
  },
  PERSON_UNKNOWN: {
    status: 403,
    sentence:
      'La tua identità è confermata, ma non sei fra le persone della Rete. Chiedi al responsabile del procedimento, presso il Capofila di Rete, di invitarti: entrerai dal collegamento che ricevi per posta. Nulla è stato registrato.',
  },
  INVITATION_NOT_VALID: {
    status: 404,
    sentence:
      'Questo invito non vale: è già stato usato, è scaduto, è stato revocato, o il collegamento non è intero. Chiedine un altro al responsabile del procedimento.',
  },
  INVITATION_OF_ANOTHER: {
    status: 403,
    sentence:
      'Questo invito è di un’altra persona: la tua identità digitale non è la sua. Nulla è stato registrato, e l’invito resta valido per chi è invitato.',
  },
  NO_FUNCTION_TODAY: {
    status: 403,
    sentence:
      'Sei fra le persone della Rete, ma oggi non hai alcuna funzione: è finita, o comincia più avanti. Rivolgiti al responsabile del procedimento. Nulla è stato registrato.',
  },
  FUNCTION_CHANGED: {
    status: 409,
    sentence:
      'Nulla è stato registrato: è scritto in un’altra delle tue funzioni, e nel frattempo hai scelto quella in cui operi ora. Torna nella funzione in cui l’hai scritto, e invia di nuovo.',
  },
  SUBSTITUTION_LIMITED: {
    status: 403,
    sentence:
      'Operi in una sostituzione che vale solo per la domanda {application} e per il progetto che ne nasce: questo è di altro, e nulla è stato registrato. Se hai un’altra funzione che lo consente, sceglila in alto; altrimenti lo fa chi ha la funzione intera.',
  },
  NOT_ALLOWED: { status: 403, sentence: 'Il tuo ruolo non consente questa operazione.' },
} satisfies Partial<Record<BusinessErrorCode, Refusal>>
