import { callRefusals } from './call-refusals.ts'
import { deliveryRefusals } from './delivery-refusals.ts'
import { interventionRefusals, interventionRuleText } from './interventions.ts'
import { meetingRefusals } from './meeting-refusals.ts'
import { receiptRefusals } from './receipts.ts'
import { rankingRefusals } from './ranking-refusals.ts'
import { fileRefusals } from './files.ts'
import { doorRefusals } from './door-refusals.ts'
import { workItemRefusals } from './work-item-refusals.ts'
import type { Refusal } from './door-refusals.ts'
import type { PaymentCheck } from '../domain/disbursement/payments.ts'
import type { ReceiptFault } from '../domain/evaluation/delivery.ts'
import type { FileFault } from '../domain/shared/file-fault.ts'
import type { ExpertRefusal } from '../domain/evaluation/expert.ts'
import { titleOf, wordOf } from './codes.ts'
import type { Problem } from '../domain/shared/problem.ts'
import {
  formatDate,
  formatEuro,
  formatExactInstant,
  formatInstant,
  formatPercent,
  formatPoints,
} from './formats.ts'
import type { BusinessErrorCode, Thing } from '../domain/shared/errors.ts'

/** What people read, and the HTTP status, for every code of refusal: what is wrong and how to mend it. */
export const refusals: Record<BusinessErrorCode, Refusal> = {
  FUNDS_NOT_AVAILABLE: {
    status: 409,
    sentence: "L'incassato dalla Regione non basta per questo pagamento: registra prima l'incasso.",
  },
  ...doorRefusals,
  NOT_FOUND: {
    status: 404,
    sentence: 'Non trovato: {what:thing} {id}. Controlla il collegamento, o il ruolo con cui sei entrato.',
  },
  ...workItemRefusals,
  MOVE_NOT_POSSIBLE: {
    status: 409,
    sentence:
      'Questa operazione non è possibile adesso: lo stato è cambiato, o il passo prima manca ancora. Ricarica la pagina.',
  },
  INVALID_INPUT: {
    status: 422,
    sentence: 'Alcuni dati non vanno bene: correggi i campi indicati e invia di nuovo.',
  },
  QUERY_INVALID: {
    status: 400,
    sentence:
      'L’indirizzo chiede qualcosa che non esiste: correggi quello che viene dopo il punto interrogativo, o toglilo.',
  },
  REQUEST_KEY_REUSED: {
    status: 409,
    sentence:
      'Questa Idempotency-Key è già stata usata per una richiesta diversa: ogni richiesta nuova ne vuole una sua.',
  },
  CALENDAR_ADDRESS_SHOWN: {
    status: 409,
    sentence:
      'L’indirizzo è già stato creato con la stessa richiesta e mostrato una volta sola: se non l’hai copiato, creane un altro.',
  },
  ...receiptRefusals,
  ...fileRefusals,
  CYCLE_CODE_TAKEN: { status: 409, sentence: 'Esiste già un ciclo con il codice {code}: scegline un altro.' },
  COMMENTS_CLOSED: { status: 409, sentence: 'Il termine per le osservazioni è scaduto.' },
  TOO_MANY_COMMENTS: {
    status: 409,
    sentence: 'Il tuo ente ha già inviato {limit} osservazioni su questa versione: non può inviarne altre.',
  },
  ...meetingRefusals,
  ...callRefusals,
  EXCLUSIONS_WOULD_CHANGE: {
    status: 409,
    sentence:
      'Nulla è ancora registrato: questo cambia chi è legato a domande in valutazione (art. 5). Controlla l’elenco e conferma.',
  },
  CONFLICT_EXCLUDED: {
    status: 403,
    sentence:
      'Un conflitto di interesse ti tiene fuori da questa decisione ({article}), e nulla è stato registrato. Decide un’altra persona con la stessa funzione; se non c’è, chi la sostituisce con un atto: lo registra il responsabile del procedimento, nella pagina di quella persona.',
  },
  CONFLICT_NOT_DECLARED: {
    status: 403,
    sentence: 'Prima di vedere la domanda devi dichiarare se hai conflitti di interesse.',
  },
  ...rankingRefusals,
  OWN_DECLARATION: {
    status: 403,
    sentence:
      'Nessuno decide sulla propria dichiarazione, né sul conflitto che ha segnalato o che lo riguarda: decide un altro responsabile del procedimento, o chi presiede il Comitato (DPR 62/2013, art. 7).',
  },
  SUBSTITUTION_NOT_POSSIBLE: { status: 409, sentence: 'La sostituzione non è possibile: {reason}.' },
  EXPERT_NOT_POSSIBLE: {
    status: 409,
    sentence: 'Questa persona non può essere chiamata per questo progetto: {refusal:expertRefusal}.',
  },
  SHEETS_NOT_OPEN: {
    status: 403,
    sentence:
      'Le schede degli altri non si leggono ancora: prima consegna tutte le tue, e aspetta che la riunione arrivi alla graduatoria (art. 5 e 6).',
  },
  SHEETS_READ: {
    status: 403,
    sentence:
      'Hai già letto le schede di altri valutatori di questo avviso: non valuti più (art. 5 e 6). Chiedi al responsabile del procedimento di chiamare chi ti sostituisce.',
  },
  SCORE_INVALID: {
    status: 422,
    sentence: 'Il punteggio non rispetta i criteri dell’avviso: correggi i punti indicati.',
  },
  ACT_NUMBER_TAKEN: {
    status: 409,
    sentence:
      "Il numero {number} è già registrato per quest'organo e quest'anno: controlla il numero dell'atto.",
  },
  OUTCOME_NOT_EXPECTED: {
    status: 409,
    sentence: "Questo esito non si può registrare: l'invio non è un Piano, o non è ancora partito.",
  },
  OUTCOME_NOT_HANDLED: {
    status: 422,
    sentence:
      "L'esito {outcome} non si può registrare: il primo esito di un Piano può essere solo VALIDATED (Piano validato). Conserva la lettera della Regione.",
  },
  CUP_MISSING: {
    status: 409,
    sentence: "Manca il CUP: l'atto di concessione senza CUP è nullo (DL 76/2020 art. 41).",
  },
  CUP_TAKEN: { status: 409, sentence: 'Il CUP {cup} è già di un altro progetto: ricontrollalo.' },
  CASH_REFERENCE_TAKEN: {
    status: 409,
    sentence: "L'incasso con riferimento {reference} è già registrato in questo ciclo.",
  },
  AGREEMENT_MISSING: {
    status: 409,
    sentence: "Manca l'accordo di alleanza firmato (art. 9): senza non c'è avvio né pagamento.",
  },
  COMMITMENT_MISSING: {
    status: 409,
    sentence: "Manca l'impegno di spesa: senza impegno non c'è liquidazione.",
  },
  ALLOCATION_EXHAUSTED: {
    status: 422,
    sentence: 'Delle risorse assegnate per il {year} restano da impegnare {leftCents:euro}.',
  },
  SAME_APPROVER: {
    status: 409,
    sentence:
      'Chi chiede il pagamento, chi lo verifica per l’ufficio e chi lo approva per la ragioneria sono tre persone diverse (art. 8): l’approvazione spetta a un’altra persona con la tua funzione.',
  },
  CHECK_FAILED: {
    status: 422,
    sentence: 'I controlli non sono completi o non sono superati: {checks:paymentChecks}.',
  },
  AMOUNT_ABOVE_LIMIT: {
    status: 422,
    sentence: "L'importo supera il limite: assegnati al ciclo {assignedCents:euro}.",
  },
  DOCUMENT_ALREADY_PRESENTED: {
    status: 409,
    sentence:
      'Il documento {number} di {issuer} è già stato presentato con dati diversi, o la sua quota lo è già.',
  },
  QUOTAS_ABOVE_DOCUMENT: {
    status: 422,
    sentence: 'Le quote imputate superano il documento {number} di {issuer}: restano {leftCents:euro}.',
  },
  DEPARTURES_NOT_HELD: {
    status: 409,
    sentence: 'Nessun invio è trattenuto: qualcuno ha già deciso. Ricarica la pagina.',
  },
  ...interventionRefusals,
  ...deliveryRefusals,
}

const tell = (fact: unknown): string =>
  typeof fact === 'string' || typeof fact === 'number' ? String(fact) : ''

const things: Readonly<Record<Thing, string>> = {
  ACCOUNT: 'account',
  ACT: 'atto',
  APPLICATION: 'domanda',
  ATTACHMENT: 'allegato',
  BODY: 'ente',
  CALL: 'avviso',
  COMMUNICATION: 'comunicazione',
  CORRECTION: 'rettifica',
  CYCLE: 'ciclo',
  DECLARATION: 'dichiarazione',
  DELIVERY: 'invio',
  DOCUMENT: 'documento',
  EXAMPLE: 'esempio',
  FUNCTION: 'funzione',
  GUIDANCE_DOCUMENT: 'documento di indirizzo',
  INSTANCE: 'istanza',
  INTERVENTION: 'intervento',
  INVITATION: 'invito',
  MEETING: 'riunione',
  PAGE: 'pagina',
  PAYMENT_ORDER: 'ordine di pagamento',
  PEC_RECEIPT: 'ricevuta registrata a mano',
  PERSON: 'persona',
  PLAN: 'versione del Piano',
  PROJECT: 'progetto',
  QUESTION: 'quesito',
  RANKING: 'graduatoria',
  RANKING_CORRECTION: 'rettifica della graduatoria',
  SCORING: 'scheda di valutazione',
  SEAT: 'seggio',
  STOPPED_STEP: 'passo fermo',
  SUBMISSION: 'invio',
  WORKING_GROUP: 'gruppo di lavoro',
  WORK_ITEM: 'attività',
}

/** How the values of a sentence are written: an amount comes in cents, a share of a criterion in centipoints. */
export const formats: Readonly<Record<string, (value: unknown) => string>> = {
  thing: (value) => things[value as Thing],
  euro: (value) => formatEuro(Number(value)),
  points: (value) => formatPoints(Number(value)),
  percent: (value) => formatPercent(Number(value)),
  day: (value) => formatDate(tell(value)),
  instant: (value) => formatInstant(value as Date),
  interventionRule: interventionRuleText,
  expertRefusal: (value) => wordOf('expertRefusal', value as ExpertRefusal),
  formFault: (value) => wordOf('formFault', value as never),
  receiptFault: (value) => wordOf('receiptFault', value as ReceiptFault),
  fileFault: (value) => wordOf('fileFault', value as FileFault),
  paymentChecks: (value) => (value as PaymentCheck[]).map((code) => titleOf('paymentCheck', code)).join('; '),
  exactInstant: (value) => formatExactInstant(value as Date),
}

/* A problem may name what people typed: nothing but values of these forms is written anew. */
const VALUE = /\{(-?\d[\d.:TZ-]*):(euro|points|percent|day|instant)\}/g

/** The Italian sentence of a problem, with its values written as people read them: `{123456:euro}` gives "€ 1.234,56". */
export function problemText({ message }: Problem): string {
  return message.replace(VALUE, (all, value: string, format: string) => formats[format]?.(value) ?? all)
}

/** The Italian sentence of a refusal, with its facts filled in; a fact that is not told is left out. */
export function refusalText(code: BusinessErrorCode, facts: Record<string, unknown>): string {
  return refusals[code].sentence
    .replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, format?: string) =>
      facts[name] === undefined ? '' : (formats[format ?? ''] ?? tell)(facts[name]),
    )
    .replace(/ +([.,:;])/g, '$1')
}
