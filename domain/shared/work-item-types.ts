import type { Role } from './roles.ts'

/** What each user task is about: which variable names its subject, and who does it. */
export interface WorkItemType {
  process: string
  role: Role
  formId: string
  title: string
  /** True where whoever holds the chair's seat may do it too: a process owner may be a party (art. 5, 7). */
  chairToo?: true
  subject:
    | 'cycleId'
    | 'guidanceDocumentId'
    | 'meetingId'
    | 'actProposalId'
    | 'callId'
    | 'applicationId'
    | 'declarationId'
    | 'scoringId'
    | 'projectId'
    | 'paymentId'
    | 'statementId'
}

const owner = 'PROCESS_OWNER' as const
const officer = 'CASE_OFFICER' as const
const finance = 'FINANCE' as const
const lead = 'ALLIANCE_LEAD' as const
const member = 'COMMITTEE_MEMBER' as const

/** Every user task of the models, by element id; the wiring test compares this list with BPMN. */
export const workItemTypes = {
  Task_DraftGuidance: {
    process: 'guidance',
    role: owner,
    formId: 'draft-guidance',
    title: 'Redigi il documento di indirizzo',
    subject: 'cycleId',
  },
  Task_AnswerComments: {
    process: 'guidance',
    role: owner,
    formId: 'answer-comments',
    title: 'Rispondi alle osservazioni della Rete',
    subject: 'guidanceDocumentId',
  },
  Task_ConveneMeeting: {
    process: 'meeting',
    role: owner,
    formId: 'convene-meeting',
    title: 'Convoca la riunione',
    subject: 'meetingId',
  },
  Task_RecordMeeting: {
    process: 'meeting',
    role: owner,
    formId: 'record-meeting',
    title: 'Registra presenze, esclusioni e voti',
    chairToo: true,
    subject: 'meetingId',
  },
  Task_RecordAct: {
    process: 'act-adoption',
    role: owner,
    formId: 'record-act',
    title: "Registra l'adozione dell'atto",
    subject: 'actProposalId',
  },
  Task_RecordPublication: {
    process: 'act-adoption',
    role: owner,
    formId: 'record-publication',
    title: "Registra la pubblicazione dell'atto",
    subject: 'actProposalId',
  },
  Task_PrepareCall: {
    process: 'call',
    role: owner,
    formId: 'prepare-call',
    title: "Predisponi l'avviso pubblico",
    subject: 'cycleId',
  },
  Task_DecideAdmissibility: {
    process: 'application-review',
    role: officer,
    formId: 'decide-admissibility',
    title: "Decidi l'ammissibilità",
    subject: 'applicationId',
  },
  Task_DeclareConflicts: {
    process: 'evaluation',
    role: member,
    formId: 'declare-conflicts',
    title: 'Dichiara i conflitti di interesse',
    subject: 'declarationId',
  },
  Task_DecideDeclaredConflicts: {
    process: 'evaluation',
    role: owner,
    formId: 'decide-declared-conflicts',
    title: 'Decidi sui conflitti dichiarati',
    chairToo: true,
    subject: 'callId',
  },
  Task_ReinforcePanels: {
    process: 'evaluation',
    role: owner,
    formId: 'reinforce-panels',
    title: 'Integra la commissione',
    chairToo: true,
    subject: 'callId',
  },
  Task_ScoreApplication: {
    process: 'application-review',
    role: member,
    formId: 'score-application',
    title: 'Valuta il progetto',
    subject: 'scoringId',
  },
  Task_RecordAgreement: {
    process: 'alliance-project',
    role: lead,
    formId: 'record-agreement',
    title: "Registra l'accordo di alleanza",
    subject: 'projectId',
  },
  Task_RecordCup: {
    process: 'alliance-project',
    role: officer,
    formId: 'record-cup',
    title: 'Registra il CUP',
    subject: 'projectId',
  },
  Task_RecordCommitment: {
    process: 'alliance-project',
    role: finance,
    formId: 'record-commitment',
    title: "Registra l'impegno di spesa",
    subject: 'projectId',
  },
  Task_ReportResults: {
    process: 'alliance-project',
    role: lead,
    formId: 'report-results',
    title: 'Comunica i risultati',
    subject: 'projectId',
  },
  Task_RecordCashReceipt: {
    process: 'disbursement',
    role: finance,
    formId: 'record-cash-receipt',
    title: "Registra l'incasso dalla Regione",
    subject: 'projectId',
  },
  Task_RequestPayment: {
    process: 'disbursement',
    role: lead,
    formId: 'request-payment',
    title: 'Chiedi il pagamento',
    subject: 'paymentId',
  },
  Task_ApprovePaymentOffice: {
    process: 'disbursement',
    role: officer,
    formId: 'approve-payment-office',
    title: 'Verifica e approva (ufficio)',
    subject: 'paymentId',
  },
  Task_ApprovePaymentFinance: {
    process: 'disbursement',
    role: finance,
    formId: 'approve-payment-finance',
    title: 'Approva (ragioneria)',
    subject: 'paymentId',
  },
  Task_ConfirmPayment: {
    process: 'disbursement',
    role: finance,
    formId: 'confirm-payment',
    title: 'Conferma il pagamento',
    subject: 'paymentId',
  },
  Task_SubmitStatement: {
    process: 'expenditure-report',
    role: lead,
    formId: 'submit-statement',
    title: 'Presenta il rendiconto',
    subject: 'statementId',
  },
  Task_VerifyStatement: {
    process: 'expenditure-report',
    role: officer,
    formId: 'verify-statement',
    title: 'Verifica il rendiconto',
    subject: 'statementId',
  },
  Task_WriteFinalReport: {
    process: 'monitoring-return',
    role: owner,
    formId: 'write-final-report',
    title: 'Redigi la relazione finale',
    subject: 'cycleId',
  },
} as const satisfies Record<string, WorkItemType>
export type WorkItemElement = keyof typeof workItemTypes
