import type {
  CommunicationKind,
  ReceiptEffect,
  ReceiptFault,
  ReceiptKind,
  ReceiptSource,
} from '../domain/evaluation/delivery.ts'
import type { BusinessErrorCode } from '../domain/shared/errors.ts'
import type { Refusal } from './door-refusals.ts'

/** What is written to leads and the receipts of it: part of the lists of `admissibility.ts`. */
export const receiptWords = {
  communication: {
    INTEGRATION: 'richiesta di integrazione',
    REFUSAL_NOTICE: 'comunicazione dei motivi contro l’ammissione',
    CUT_GRANT: 'richiesta di accettare un contributo ridotto',
    OUTCOME: 'comunicazione dell’esito',
  } satisfies Record<CommunicationKind, string>,
  pecReceipt: {
    ACCEPTANCE: 'accettazione',
    NOT_ACCEPTED: 'non accettazione',
    DELIVERY: 'avvenuta consegna',
    NOT_DELIVERED: 'mancata consegna',
    DELAYED: 'preavviso di mancata consegna',
  } satisfies Record<ReceiptKind, string>,
  receiptSource: {
    PROVIDER: 'ricevuta del gestore, firma non verificata',
    OFFICER: 'registrata a mano',
  } satisfies Record<ReceiptSource, string>,
  receiptFault: {
    MESSAGE: 'riguarda un altro messaggio',
    RECIPIENT: 'riguarda un altro destinatario',
    UNNAMED: 'non dice di quale destinatario parla',
    BEFORE: 'prima che la comunicazione fosse scritta',
    FUTURE: 'un’ora che deve ancora venire',
  } satisfies Record<ReceiptFault, string>,
  receiptEffect: {
    TERM_BEGAN: 'il termine del capofila corre da quel giorno',
    TERM_MOVED: 'il termine del capofila si sposta di conseguenza, e il capofila è avvisato',
    TERM_KEPT: 'il termine detto al capofila non cambia',
    TERM_OVER: 'la richiesta era già chiusa, e nulla cambia: tienine conto nel decidere',
    NOT_MADE: 'la richiesta vale come non fatta, e si può fare di nuovo',
    NOTED: 'nulla cambia nel procedimento',
  } satisfies Record<ReceiptEffect, string>,
} as const

/** What is told of a receipt that is not taken. */
export const receiptRefusals = {
  RECEIPT_UNREADABLE: {
    status: 422,
    sentence:
      'Nel file «{file}» non c’è una ricevuta PEC per chi ha inviato: serve la ricevuta di accettazione, di avvenuta consegna o di mancata consegna, com’è arrivata nella casella (.eml), o il suo daticert.xml. Se non l’hai, registra la consegna a mano con il motivo.',
  },
  RECEIPT_OF_ANOTHER: {
    status: 422,
    sentence:
      'La ricevuta «{file}» {fault:receiptFault}: dice {told}, qui conta {expected}. Cerca nella casella quella giusta, o caricala accanto alla comunicazione che riguarda.',
  },
  RECEIPT_TIME: {
    status: 422,
    sentence:
      'La ricevuta dice {at:exactInstant}, {fault:receiptFault} (scritta il {writtenAt:exactInstant}). Controlla giorno e ora.',
  },
  RECEIPT_KNOWN: { status: 409, sentence: 'La ricevuta «{file}» è già registrata qui: non serve ripeterla.' },
  OUTCOME_NOT_UNDELIVERED: {
    status: 409,
    sentence:
      'L’esito si invia di nuovo solo se l’ultimo invio non è stato consegnato: registra prima la mancata consegna, o ricarica la pagina.',
  },
  LEAD_WITHOUT_ADDRESS: {
    status: 409,
    sentence: 'Il registro non ha nessun indirizzo del capofila: scrivilo nel registro, poi invia di nuovo.',
  },
} satisfies Partial<Record<BusinessErrorCode, Refusal>>
