import { refusals } from './refusals.ts'

/** What steps stop for: each kind says what did not happen, and what to do before and by a retry. */
export const incidentKinds = {
  OUTSIDE: {
    title: 'una parte del sistema non risponde',
    undone: 'Il passo non è stato fatto: di ciò che aveva iniziato non resta nulla.',
    retry: 'Riprova quando la parte risponde di nuovo: il passo ricomincia da capo e non fa nulla due volte.',
  },
  RULE: {
    title: 'una regola del procedimento rifiuta il passo',
    undone: 'Il passo non è stato fatto: la regola lo vieta, e nulla è stato deciso.',
    retry:
      'Rimuovi prima ciò che la regola non ammette: riprovando, il passo la chiede di nuovo e altrimenti si ferma ancora.',
  },
  DATA: {
    title: 'mancano dati che il passo aspetta',
    undone: 'Il passo non è iniziato: i dati che il processo gli ha dato non sono quelli previsti.',
    retry:
      'Chi gestisce il sistema corregge prima il dato o il modello: riprovando, il passo legge i dati da capo.',
  },
  ARCHIVE: {
    title: 'l’archivio rifiuta i dati',
    undone: 'Il passo non è stato fatto: l’archivio ha respinto tutto ciò che stava scrivendo.',
    retry:
      'Chi gestisce il sistema rimuove prima la causa nell’archivio: riprovando, il passo scrive da capo e non fa nulla due volte.',
  },
  PROGRAM: {
    title: 'un errore del programma',
    undone: 'Il passo non è stato fatto: di ciò che aveva iniziato non resta nulla.',
    retry:
      'Serve prima una versione corretta del programma: riprovando con quella di ora il passo si ferma ancora.',
  },
  ANSWER: {
    title: 'il processo non prosegue dopo il passo',
    undone: 'Il passo ha fatto il suo lavoro, che resta; non è iniziato ciò che viene dopo.',
    retry:
      'Chi gestisce il sistema corregge prima il modello: riprovando, il lavoro fatto non si ripete e il processo prosegue.',
  },
  MODEL: {
    title: 'il processo non sa come proseguire',
    undone: 'Il processo è fermo in questo punto: ciò che viene dopo non è iniziato.',
    retry:
      'Se manca un termine che è agli atti, due persone lo rimettono dalla pagina dell’istanza; altrimenti chi gestisce il sistema corregge prima il modello. Riprovando, il motore calcola di nuovo questo punto.',
  },
} as const satisfies Record<string, { title: string; undone: string; retry: string }>

export type IncidentKind = keyof typeof incidentKinds
export const INCIDENT_KINDS = Object.keys(incidentKinds) as [IncidentKind, ...IncidentKind[]]

const KINDS: Readonly<Record<string, IncidentKind>> = {
  ...{ TRANSIENT: 'OUTSIDE', CONTRACT: 'DATA', BUG: 'PROGRAM' },
  ...{ ANSWER_REFUSED: 'ANSWER', ANSWER_NOT_CARRIED_OUT: 'ANSWER' },
}

/** The kind of an incident by its code: what is neither a job's nor a refusal of ours is the engine's own. */
export function incidentKindOf(code: string): IncidentKind {
  if (code.startsWith('DATABASE_')) return 'ARCHIVE'
  return KINDS[code] ?? (Object.hasOwn(refusals, code) ? 'RULE' : 'MODEL')
}

/** How long a step stands still at least. */
export const incidentAges = {
  HOUR: 'Da almeno un’ora',
  DAY: 'Da almeno un giorno',
  WEEK: 'Da almeno 7 giorni',
  MONTH: 'Da almeno 30 giorni',
}

/* Who waits, or loses something, while a process stands still. */
const HARMED: Readonly<Record<string, string>> = {
  'grant-cycle': 'Tutto il ciclo: le fasi che seguono non iniziano.',
  guidance: 'Il Comitato e gli enti della Rete: il documento di indirizzo non avanza e il suo termine corre.',
  call: 'Chi vuole presentare domanda: l’avviso non avanza; i termini già pubblicati restano quelli.',
  'call-correction':
    'Chi prepara una domanda: la rettifica non è in vigore, valgono ancora le regole di prima.',
  'application-review': 'Il capofila di quella domanda: il suo esame è fermo, quello delle altre prosegue.',
  evaluation: 'Tutti i capofila dell’avviso: la graduatoria aspetta, e con essa gli esiti.',
  'ranking-correction':
    'Tutti i capofila dell’avviso: la graduatoria resta quella di prima e il suo Piano non si adotta.',
  meeting: 'Chi è convocato: convocazioni, atti della seduta e verbale non partono.',
  'act-adoption': 'Chi aspetta l’atto: senza i suoi effetti nulla di ciò che dispone inizia.',
  'regional-approval': 'Tutti i progetti del Piano: la Regione non ha ancora ricevuto o risposto.',
  'alliance-project': 'Capofila e partner di quel progetto: avvio, rate e chiusura aspettano.',
  disbursement: 'Chi riceve quella rata, capofila e partner: il pagamento non parte.',
  'expenditure-report':
    'Capofila e partner di quel progetto: la spesa non è ammessa e la rata seguente aspetta.',
  'monitoring-return': 'La Rete verso la Regione: la restituzione finale non parte e il suo termine corre.',
}

/** Who is harmed while an instance of the process stands still. */
export const harmedBy = (processId: string): string =>
  HARMED[processId] ?? 'Chi aspetta ciò che viene dopo in questo processo.'
