import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { base, votes } from './base.ts'

export const guidanceDocument: DocumentViewModel<'guidance-document'> = {
  ...base,
  title: 'Indirizzi per la programmazione 2027-2029',
  regionalGuidelines: 'Linee guida regionali 2025-2027',
  context: [
    {
      title: 'Dati del territorio',
      text: 'Il territorio comprende 193 comuni.\nL’occupazione femminile è al 63 %, con forti differenze tra gli ambiti.',
    },
    {
      title: 'Offerta di servizi',
      text: 'I servizi per la prima infanzia coprono il 36 % dei bambini sotto i tre anni.',
    },
  ],
  needs: [
    {
      text: 'Sostegno ai lavoratori che assistono un familiare non autosufficiente',
      source: 'Rilevazione degli ambiti, 2026',
    },
    { text: 'Apertura dei servizi nei periodi di chiusura scolastica', source: 'Comuni della Rete, 2026' },
  ],
  priorities: [
    {
      title: 'Caregiver familiari',
      text: 'Aiuto a domicilio, anche non continuativo, e trasporto assistito.',
    },
    { title: 'Micro e piccole imprese', text: 'Formazione e consulenza sul lavoro flessibile.' },
  ],
  resources: [
    { year: 2027, amountCents: 27_600_000, source: 'Riparto regionale' },
    { year: 2028, amountCents: 34_600_000, source: 'Riparto regionale' },
    { year: 2029, amountCents: 34_600_000, source: 'Riparto regionale' },
  ],
  consultation: {
    sharedAt: '2027-01-11T09:00:00+01:00',
    closedAt: '2027-01-25T18:00:00+01:00',
    comments: [
      {
        body: 'Forum delle Associazioni Familiari',
        comment: 'Dare rilievo ai padri.',
        answer: 'Accolta: inserita tra le priorità.',
      },
    ],
  },
  committeeVote: { heldOn: '2027-02-03', minutes: 'verbale n. 1 del 03/02/2027', votes },
}

export const callNotice: DocumentViewModel<'call-notice'> = {
  ...base,
  title: 'Presentazione di progetti delle Alleanze locali di conciliazione 2027-2029',
  version: 1,
  legalBasis: [
    'L. 241/1990, art. 12',
    'Regolamento interno della Rete, art. 8 e 9',
    'D.P.R. 62/2013, art. 6 e 7',
  ],
  purpose:
    'L’avviso raccoglie i progetti da inserire nel Piano territoriale.\n\nI progetti rispondono alle priorità del Documento di indirizzo.',
  areas: ['Caregiver familiari', 'Pre e post scuola', 'Consulenza alle micro e piccole imprese'],
  opensAt: '2027-03-15T12:00:00+01:00',
  closesAt: '2027-04-30T12:00:00+02:00',
  availableCents: 77_440_000,
  availableByYear: [
    { year: 2027, amountCents: 22_080_000 },
    { year: 2028, amountCents: 27_680_000 },
    { year: 2029, amountCents: 27_680_000 },
  ],
  maxShareBasisPoints: 7000,
  maxGrantCents: 13_000_000,
  partnershipRules: [
    { text: 'Almeno quattro enti, di cui almeno uno pubblico', source: 'inventato (dimostrazione)' },
    {
      text: 'I partner sono scelti con avviso pubblico alla coprogettazione',
      source: 'Regolamento, art. 10',
    },
  ],
  costCategories: [
    { name: 'Personale', capBasisPoints: null, source: 'inventato (dimostrazione)' },
    { name: 'Servizi affidati', capBasisPoints: 6000, source: 'inventato (dimostrazione)' },
    { name: 'Comunicazione', capBasisPoints: 1050, source: 'inventato (dimostrazione)' },
  ],
  criteria: [
    {
      name: 'Innovatività',
      description: 'Soluzioni nuove per il territorio',
      maxScore: '15',
      weight: '1',
      minimum: null,
      source: 'DPCM conciliazione, art. 8',
    },
    {
      name: 'Concretezza',
      description: 'Coerenza tra bisogni e azioni',
      maxScore: '25',
      weight: '1',
      minimum: '12.5',
      source: 'DPCM conciliazione, art. 8',
    },
    {
      name: 'Efficacia',
      description: 'Indicatori, monitoraggio, ruoli dei partner',
      maxScore: '25',
      weight: '1',
      minimum: null,
      source: 'DPCM conciliazione, art. 8',
    },
    {
      name: 'Economicità',
      description: 'Congruità dei costi',
      maxScore: '20',
      weight: '1',
      minimum: null,
      source: 'DPCM conciliazione, art. 8',
    },
    {
      name: 'Sostenibilità',
      description: 'Continuità dopo il finanziamento',
      maxScore: '15',
      weight: '1',
      minimum: null,
      source: 'DPCM conciliazione, art. 8',
    },
  ],
  maxScore: '100',
  threshold: '60',
  aggregationRule: {
    text: 'Media dei punteggi dei valutatori, senza il più alto e il più basso',
    source: 'inventato (dimostrazione)',
  },
  tieBreaks: [
    { text: 'Punteggio più alto in «Efficacia»', source: 'inventato (dimostrazione)' },
    { text: 'Quota di cofinanziamento più alta', source: 'inventato (dimostrazione)' },
  ],
  payments: [
    {
      name: 'Anticipo',
      shareBasisPoints: 5000,
      condition: 'Accordo sottoscritto e CUP',
      source: 'inventato (dimostrazione)',
    },
    {
      name: 'Saldo',
      shareBasisPoints: 5000,
      condition: 'Rendiconto verificato per intero',
      source: 'inventato (dimostrazione)',
    },
  ],
  recalculationRule: {
    text: 'Se la spesa ammessa è inferiore al costo approvato, il contributo si riduce in proporzione',
    source: 'inventato (dimostrazione)',
  },
  conflictRules: [
    {
      text: 'Chi appartiene a un ente capofila di un’Alleanza dell’avviso non valuta alcun progetto',
      source: 'Regolamento, art. 5',
    },
    {
      text: 'Chi appartiene a un ente partner non valuta i progetti di cui l’ente è partner',
      source: 'inventato (dimostrazione)',
    },
  ],
  submission: {
    channel: 'La domanda è presentata per via telematica dal capofila.',
    attachments: ['Scheda tecnica', 'Piano economico'],
    contact: 'Ufficio conciliazione',
  },
  sources: [{ subject: 'Risorse', value: 'ripartite 80/20', source: 'Avviso ATS Brianza 2020' }],
}
