import type { ActStatus } from '../domain/act/lifecycle.ts'
import type { ProjectStatus } from '../domain/alliance/lifecycle.ts'
import type { CheckResult } from '../domain/call/declaration-sample.ts'
import type { ApplicationStatus, CallStatus, CorrectionStatus } from '../domain/call/lifecycle.ts'
import type { PaymentStatus } from '../domain/disbursement/lifecycle.ts'
import type { RoundStatus, ScoringStatus } from '../domain/evaluation/lifecycle.ts'
import type { StatementStatus } from '../domain/expenditure/lifecycle.ts'
import type { GuidanceStatus } from '../domain/guidance/lifecycle.ts'
import type { ExpectedForSeat, MeetingAnswer } from '../domain/meeting/answers.ts'
import type { ExpertRefusal } from '../domain/evaluation/expert.ts'
import type { Severity } from '../domain/call/admissibility.ts'
import type { MoneyKind } from '../domain/disbursement/book.ts'
import type { PaymentCheck } from '../domain/disbursement/payments.ts'
import type { ExpenseDocumentType } from '../domain/expenditure/statement.ts'
import type { SeatRole } from '../domain/network/network.ts'
import type { FunctionRole } from '../domain/network/functions.ts'
import { admissibilityWords } from './admissibility.ts'
import { allianceWords } from './alliance.ts'
import { approvalWords } from './approval.ts'
import { callWords } from './call.ts'
import { cycleWords } from './cycle.ts'
import { fileWords } from './files.ts'
import { interventionWords } from './interventions.ts'
import { meetingWords } from './meeting.ts'
import { rankingWords } from './ranking-correction.ts'
import { networkWords } from './network.ts'
import { capitalised } from './formats.ts'

/** Each word as it stands inside a sentence; where it begins a line or a cell, `titleOf` gives its capital. */
export const words = {
  role: {
    PROCESS_OWNER: 'responsabile del procedimento',
    CASE_OFFICER: 'istruttore',
    FINANCE: 'ragioneria',
    COMMITTEE_MEMBER: 'comitato',
    ALLIANCE_LEAD: 'capofila di Alleanza',
    NETWORK_MEMBER: 'ente della Rete',
    COMMITTEE_SECRETARY: 'segreteria del Comitato',
    OFFICE_HOLDER: 'titolare di una carica',
  } satisfies Record<FunctionRole, string>,
  guidance: {
    DRAFT: 'in redazione',
    SHARED: 'condiviso con la Rete',
    ANSWERED: 'osservazioni con risposta',
    VOTED: 'approvato dal Comitato',
    REJECTED: 'non approvato dal Comitato',
    ADOPTED: 'adottato',
  } satisfies Record<GuidanceStatus, string>,
  call: {
    DRAFT: 'in preparazione',
    FROZEN: 'congelato, in adozione',
    PUBLISHED: 'pubblicato',
    CLOSED: 'chiuso',
    DESERTED: 'andato deserto',
  } satisfies Record<CallStatus, string>,
  correction: {
    PROPOSED: 'aspetta il suo atto',
    PUBLISHED: 'in vigore',
    LAPSED: 'senza effetto: l’atto è arrivato ad avviso chiuso',
    WITHDRAWN: 'ritirata prima dell’adozione',
  } satisfies Record<CorrectionStatus, string>,
  declarationCheck: {
    CONFIRMED: 'dichiarazioni confermate',
    NOT_CONFIRMED: 'dichiarazioni non confermate',
  } satisfies Record<CheckResult, string>,
  application: {
    DRAFT: 'bozza',
    SUBMITTED: 'presentata',
    DISCARDED: 'bozza eliminata',
    WITHDRAWN: 'ritirata',
    ADMITTED: 'ammessa alla valutazione',
    NOT_ADMITTED: 'non ammessa',
  } satisfies Record<ApplicationStatus, string>,
  ...allianceWords,
  severity: { BLOCKING: 'non sanabile', CURABLE: 'sanabile' } satisfies Record<Severity, string>,
  ...admissibilityWords,
  ...rankingWords,
  attendance: { PRESENT: 'presente', ABSENT: 'assente', EXCUSED: 'assente giustificato' },
  deliberation: {
    APPROVED: 'approvato',
    REJECTED: 'non approvato',
    NOTED: 'preso atto',
    ADJOURNED: 'rinviato',
    OPEN: 'da scrivere',
  },
  meetingAnswer: {
    COMES: 'vengo',
    DEPUTY_COMES: 'viene il supplente',
    ABSENT: 'non vengo',
  } satisfies Record<MeetingAnswer, string>,
  expectedForSeat: {
    TITULAR: 'viene il titolare',
    DEPUTY: 'viene il supplente',
    TO_CONFIRM: 'tocca al supplente, che non ha risposto',
    NOBODY: 'non viene nessuno',
    UNKNOWN: 'nessuna risposta',
  } satisfies Record<ExpectedForSeat, string>,
  attendee: {
    TITULAR: 'titolare',
    DEPUTY: 'supplente',
    EXPERT: 'esperto',
    CONSULTANT: 'in forma consultiva',
    GUEST: 'invitato',
  } satisfies Record<SeatRole | 'EXPERT' | 'CONSULTANT' | 'GUEST', string>,
  expertRefusal: {
    ONESELF: 'nessuno nomina sé stesso',
    DECIDED_ADMISSIBILITY: 'ha deciso sull’ammissibilità delle domande di questo avviso',
    HAS_READ_SHEETS: 'ha già letto le schede di altri valutatori',
    EXCLUDED: 'un conflitto di interesse la esclude',
    TIE_NOT_DECIDED: 'il suo ente ha un legame con il progetto su cui nessuno ha deciso',
    GAVE_UP: 'ha già lasciato la scheda del progetto',
    CALLED_BEFORE: 'è già stata chiamata',
    SEAT_EVALUATES: 'il suo seggio valuta già il progetto',
    SEAT_CALLED: 'un’altra persona del suo seggio è già stata chiamata',
  } satisfies Record<ExpertRefusal, string>,
  round: { PLANNED: 'da aprire', OPEN: 'in corso', COMPLETED: 'conclusa', CLOSED: 'chiusa' } satisfies Record<
    RoundStatus,
    string
  >,
  sheet: {
    REQUESTED: 'da compilare',
    SCORED: 'compilata',
    WITHDRAWN: 'ritirata',
    EXPIRED: 'scaduta',
  } satisfies Record<ScoringStatus, string>,
  act: {
    PROPOSED: 'proposta',
    WITHDRAWN: 'ritirata',
    ADOPTED: 'adottato',
    PUBLISHED: 'pubblicato',
    EFFECTIVE: 'efficace',
  } satisfies Record<ActStatus, string>,
  ...approvalWords,
  ...callWords,
  ...cycleWords,
  ...meetingWords,
  ...networkWords,
  project: {
    APPROVED: 'approvato',
    AGREED: 'accordo firmato',
    GRANTED: 'contributo concesso',
    RUNNING: 'in corso',
    REPORTED: 'rendicontato',
    CLOSED: 'chiuso',
  } satisfies Record<ProjectStatus, string>,
  signature: { NONE: 'senza firma', UNVERIFIED: 'firma non verificata' },
  payment: {
    OPEN: 'da richiedere',
    REQUESTED: 'richiesto',
    OFFICE_APPROVED: 'approvato dall’ufficio',
    FINANCE_APPROVED: 'approvato dalla ragioneria',
    ORDERED: 'ordine emesso',
    PAID: 'pagato',
    REFUSED: 'rifiutato',
    REVERSED: 'stornato',
  } satisfies Record<PaymentStatus, string>,
  /* The question that finance answers for each check of a payment. */
  paymentCheck: {
    DURC: 'DURC regolare e in corso di validità (120 giorni)',
    COLLECTION_AGENT: 'verifica presso l’agente della riscossione (oltre € 5.000,00)',
    ANTIMAFIA: 'informazione antimafia (oltre € 150.000,00 per attività imprenditoriale)',
    WITHHOLDING: 'ritenuta del 4 % applicata o dichiarata non dovuta',
  } satisfies Record<PaymentCheck, string>,
  /* Why a check of a payment is not asked for. */
  checkNotDue: {
    DURC: 'beneficiario pubblico',
    COLLECTION_AGENT: 'importo non superiore a € 5.000,00',
    ANTIMAFIA: 'nessun contributo ad attività imprenditoriale oltre € 150.000,00',
    WITHHOLDING: 'contributo non destinato ad attività d’impresa',
  } satisfies Record<PaymentCheck, string>,
  statement: {
    OPEN: 'da presentare',
    SUBMITTED: 'presentato',
    VERIFIED: 'verificato',
    SETTLED: 'chiuso',
  } satisfies Record<StatementStatus, string>,
  expenseDocument: {
    INVOICE: 'fattura',
    RECEIPT: 'ricevuta o scontrino parlante',
    PAYROLL: 'cedolino o busta paga',
    OTHER: 'altro documento di spesa',
  } satisfies Record<ExpenseDocumentType, string>,
  entry: {
    ALLOCATED: 'assegnato',
    ADJUSTED: 'rettificato',
    RECEIVED: 'incassato',
    COMMITTED: 'impegnato',
    ECONOMY: 'economia',
    RESERVED: 'riservato',
    LIQUIDATED: 'liquidato',
    PAID: 'pagato',
    RELEASED: 'liberato',
    RECOVERED: 'recuperato',
  } satisfies Record<MoneyKind, string>,
  held: {
    MOVED:
      'il database non è dove è stato scritto l’ultima volta: può essere una copia ripristinata o spostata.',
    OLDER: 'il database è più vecchio di ciò che ne è già partito: è una copia ripristinata.',
    NO_MARK:
      'la cartella dei documenti non è quella che questo database aveva: non si può sapere che cosa è già partito.',
  },
  delivery: {
    PUBLISH_MESSAGE: 'messaggio al processo',
    COMPLETE_USER_TASK: 'completamento di un’attività nel processo',
    RESOLVE_INCIDENT: 'ripresa di un passo fermo',
    INTERVENE: 'intervento su un processo',
    MAIL: 'posta elettronica',
    REGION: 'invio alla Regione',
  },
  ...interventionWords,
  ...fileWords,
} as const satisfies Record<string, Record<string, string>>

export type WordList = keyof typeof words
/* The codes that a list has a word for. */
type CodeOf<L extends WordList> = keyof (typeof words)[L] & string

/** The Italian word of a code, as it stands inside a sentence. Throws TypeError for a code that the list does not hold. */
export function wordOf<L extends WordList>(list: L, code: CodeOf<L>): string {
  const word = wordsOf(list)[code]
  if (word === undefined) throw new TypeError(`no Italian word for ${list} ${code}`)
  return word
}

/** The same with its capital, where it begins a line. */
export function titleOf<L extends WordList>(list: L, code: CodeOf<L>): string {
  return capitalised(wordOf(list, code))
}

/** Every code of a list with its word, in the list's order. */
export function wordsOf(list: WordList): Readonly<Record<string, string>> {
  return words[list]
}

/** The codes of a list as choices of a form. */
export function optionsOf(list: WordList): { value: string; label: string }[] {
  return Object.keys(wordsOf(list)).map((code) => ({ value: code, label: titleOf(list, code as never) }))
}
