const words = {
  role: {
    PROCESS_OWNER: 'Responsabile del procedimento',
    CASE_OFFICER: 'Istruttore',
    FINANCE: 'Ragioneria',
    COMMITTEE_MEMBER: 'Comitato',
    ALLIANCE_LEAD: 'Capofila di Alleanza',
    NETWORK_MEMBER: 'Ente della Rete',
  },
  cycle: { OPEN: 'In corso', CLOSED: 'Chiuso' },
  guidance: {
    DRAFT: 'In redazione',
    SHARED: 'Condiviso con la Rete',
    ANSWERED: 'Osservazioni con risposta',
    VOTED: 'Approvato dal Comitato',
    REJECTED: 'Non approvato dal Comitato',
    ADOPTED: 'Adottato',
  },
  call: {
    DRAFT: 'In preparazione',
    FROZEN: 'Congelato, in adozione',
    PUBLISHED: 'Pubblicato',
    CLOSED: 'Chiuso',
    DESERTED: 'Andato deserto',
  },
  application: {
    DRAFT: 'Bozza',
    SUBMITTED: 'Presentata',
    ADMITTED: 'Ammessa alla valutazione',
    NOT_ADMITTED: 'Non ammessa',
  },
  partner: { LEAD: 'Capofila', PARTNER: 'Partner', ADHERENT: 'Aderente' },
  outcome: {
    FUNDED: 'Finanziato',
    PARTIALLY_FUNDED: 'Finanziato in parte',
    ADMITTED_NOT_FUNDED: 'Ammesso, non finanziato',
    BELOW_THRESHOLD: 'Sotto la soglia',
    NOT_ADMITTED: 'Non ammesso',
  },
  meeting: { PLANNED: 'Da convocare', CONVENED: 'Convocata', HELD: 'Tenuta' },
  meetingStage: { GUIDANCE: 'Documento di indirizzo', EVALUATION: 'Valutazione dei progetti' },
  round: { PLANNED: 'Da aprire', OPEN: 'In corso', COMPLETED: 'Conclusa', CLOSED: 'Chiusa' },
  sheet: { REQUESTED: 'Da compilare', SCORED: 'Compilata', WITHDRAWN: 'Ritirata', EXPIRED: 'Scaduta' },
  evaluator: { TITULAR: 'Titolare', DEPUTY: 'Supplente', EXPERT: 'Esperto' },
  act: { PROPOSED: 'Proposta', ADOPTED: 'Adottato', PUBLISHED: 'Pubblicato', EFFECTIVE: 'Efficace' },
  plan: {
    DRAWN_UP: 'Predisposto',
    ADOPTED: 'Adottato',
    SENT: 'Inviato alla Regione',
    VALIDATED: 'Validato dalla Regione',
  },
  submission: {
    PREPARED: 'Da inviare',
    SENT: 'Inviato',
    RECEIVED: 'Ricevuto dalla Regione',
    VALIDATED: 'Validato dalla Regione',
  },
  project: {
    APPROVED: 'Approvato',
    AGREED: 'Accordo firmato',
    GRANTED: 'Contributo concesso',
    RUNNING: 'In corso',
    REPORTED: 'Rendicontato',
    CLOSED: 'Chiuso',
  },
  workItem: { OPEN: 'Aperta', COMPLETED: 'Completata', WITHDRAWN: 'Ritirata', EXPIRED: 'Scaduta' },
  signature: { NONE: 'senza firma', UNVERIFIED: 'firma non verificata' },
  aggregation: {
    MEAN: 'media',
    TRIMMED_MEAN: 'media senza il punteggio più alto e il più basso',
    MEDIAN: 'mediana',
  },
  payment: {
    OPEN: 'Da chiedere',
    REQUESTED: 'Chiesto',
    OFFICE_APPROVED: "Approvato dall'ufficio",
    FINANCE_APPROVED: 'Approvato dalla ragioneria',
    ORDERED: 'Ordine emesso',
    PAID: 'Pagato',
  },
  statement: { OPEN: 'Da presentare', SUBMITTED: 'Presentato', VERIFIED: 'Verificato', SETTLED: 'Chiuso' },
  entry: { RESERVED: 'Riservato', DISBURSED: 'Erogato' },
  tranche: { ADVANCE: 'Anticipo', BALANCE: 'Saldo' },
  precondition: {
    AGREEMENT_SIGNED: 'accordo di alleanza firmato',
    STATEMENT_ADMITTED: 'rendiconto ammesso',
    RESULTS_RECEIVED: 'risultati comunicati',
  },
  scope: {
    ALL: 'da tutti i progetti',
    OWN: 'dal proprio progetto',
    DECLARATION: 'per dichiarazione',
    NONE: 'nessuna esclusione',
  },
  tieBreak: {
    COFINANCING_SHARE: 'quota di cofinanziamento più alta',
    LOWER_REQUEST: 'contributo richiesto più basso',
    SUBMITTED_AT: 'presentazione anteriore',
    DRAW: 'sorteggio ripetibile',
  },
  held: {
    MOVED:
      'Il database non è dove è stato scritto l’ultima volta: può essere una copia ripristinata o spostata.',
    OLDER: 'Il database è più vecchio di ciò che ne è già partito: è una copia ripristinata.',
    NO_MARK:
      'La cartella dei documenti non è quella che questo database aveva: non si può sapere che cosa è già partito.',
  },
  delivery: {
    PUBLISH_MESSAGE: 'Messaggio al processo',
    COMPLETE_USER_TASK: 'Completamento di un’attività nel processo',
    RESOLVE_INCIDENT: 'Ripresa di un passo fermo',
    MAIL: 'Posta elettronica',
    REGION: 'Invio alla Regione',
  },
  accepts: { pdf: 'PDF', p7m: 'P7M', xml: 'XML', json: 'JSON' },
} as const satisfies Record<string, Record<string, string>>

export type WordList = keyof typeof words

/** The Italian word of a code; a code that has none is shown as it is. */
export function wordOf(list: WordList, code: string): string {
  return (words[list] as Record<string, string>)[code] ?? code
}
