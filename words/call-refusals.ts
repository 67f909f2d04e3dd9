import type { Refusal } from './door-refusals.ts'

/** What is refused about a call and the applications to it. */
export const callRefusals = {
  CALL_NOT_OPEN: {
    status: 409,
    sentence: "L'avviso non è aperto: le domande si presentano tra l'apertura e la chiusura indicate.",
  },
  CALL_CONFIGURATION_INVALID: {
    status: 422,
    sentence: 'L’avviso non può essere predisposto così: correggi i punti indicati e riprova.',
  },
  CHECK_RECORDED: {
    status: 409,
    sentence:
      'L’esito del controllo di questa domanda è già registrato, e resta com’è (DPR 445/2000 art. 71): lo leggi qui.',
  },
  CORRECTION_ADOPTED: {
    status: 409,
    sentence:
      'L’atto di questa rettifica è già adottato: non si ritira più. Quando è in vigore, un’altra rettifica può cambiare ciò che serve (L. 241/1990 art. 12).',
  },
  CORRECTION_PENDING: {
    status: 409,
    sentence:
      'Una rettifica di questo avviso aspetta già il suo atto: registrane adozione e pubblicazione, o ritirala, poi proponine un’altra.',
  },
  CORRECTION_CHANGED: {
    status: 409,
    sentence:
      'Nulla è stato fatto: dopo che avevi aperto la pagina, la bozza della rettifica o l’avviso sono cambiati. Rileggi qui che cosa cambierebbe ora, e decidi di nuovo.',
  },
  CORRECTION_TOO_LATE: {
    status: 409,
    sentence:
      'L’avviso si rettifica dalla pubblicazione alla chiusura ({closesAt:instant}): dopo, nulla cambia per chi ha presentato (L. 241/1990 art. 12).',
  },
  QUESTIONS_CLOSED: {
    status: 409,
    sentence:
      'I quesiti si fanno mentre l’avviso è aperto, dal {opensAt:instant} al {closesAt:instant}. Per altro scrivi al contatto indicato nell’avviso.',
  },
  TOO_MANY_QUESTIONS: {
    status: 409,
    sentence:
      'Il tuo ente ha già fatto {limit} quesiti su questo avviso: per altri scrivi al contatto indicato nell’avviso.',
  },
  QUESTION_ANSWERED: {
    status: 409,
    sentence:
      'A questo quesito è già stata data una risposta, pubblicata e inviata. Ricarica la pagina e leggila: se va corretta, si corregge da lì.',
  },
  QUESTION_OPEN: {
    status: 409,
    sentence: 'A questo quesito non è ancora stata data una risposta: scrivila, prima di correggerla.',
  },
  ANSWER_CHANGED: {
    status: 409,
    sentence:
      'Nulla è stato cambiato: dopo che avevi aperto la pagina questa risposta è stata corretta da un’altra persona. Rileggila qui sopra, e correggi di nuovo se serve.',
  },
  ANSWER_SAME: {
    status: 422,
    sentence: 'Questa è già la risposta pubblicata: nulla è stato corretto. Scrivila come deve diventare.',
  },
  APPLICATION_AFTER_CLOSING: {
    status: 409,
    sentence:
      'La domanda è arrivata il {arrivedAt:exactInstant}, ad avviso già chiuso (chiusura: {closesAt:exactInstant}): non può essere accolta.',
  },
  APPLICATION_INVALID: {
    status: 422,
    sentence: "La domanda non rispetta l'avviso: correggi i punti indicati e presentala di nuovo.",
  },
  ONE_PER_LEAD: {
    status: 409,
    sentence:
      'L’avviso ammette una sola domanda di uno stesso capofila, e il tuo ente ha già presentato la {code}: per presentare questa ritira prima quella, entro la chiusura.',
  },
  APPLICATION_ALREADY_SUBMITTED: {
    status: 409,
    sentence: 'La domanda è già stata presentata e non si modifica più.',
  },
  APPLICATION_CHANGED: {
    status: 409,
    sentence:
      'Nulla è stato fatto: dopo che avevi aperto la pagina la domanda è cambiata, nel contenuto, negli allegati o nelle regole dell’avviso. Rileggila qui com’è adesso, e decidi di nuovo.',
  },
  DRAFT_DISCARDED: {
    status: 409,
    sentence:
      'La bozza è stata eliminata: testi e file non ci sono più. Per partecipare cominciane un’altra dalla pagina dell’avviso.',
  },
  SIGNED_FORM_REFUSED: {
    status: 422,
    sentence: 'Il file «{file}» non è la domanda di ora, firmata: {fault:formFault}.',
  },
  RECEIPT_NOT_YET: {
    status: 409,
    sentence: 'La domanda è ancora una bozza: la ricevuta c’è da quando la presenti (art. 10).',
  },
  WITHDRAWAL_AFTER_CLOSING: {
    status: 409,
    sentence:
      'Il ritiro è arrivato il {arrivedAt:exactInstant}, ad avviso già chiuso (chiusura: {closesAt:exactInstant}): la domanda resta presentata.',
  },
  CONFIRMATION_AFTER_CLOSING: {
    status: 409,
    sentence:
      'La conferma è arrivata il {arrivedAt:exactInstant}, ad avviso già chiuso (chiusura: {closesAt:exactInstant}): non conta, e sul partner non confermato decide l’istruttoria (art. 9).',
  },
  PARTNERSHIP_CHANGED: {
    status: 409,
    sentence:
      'Il capofila ha cambiato il ruolo o l’apporto del tuo ente, e nulla è stato confermato: ricarica la pagina, rileggili e conferma di nuovo (art. 9).',
  },
} satisfies Record<string, Refusal>
