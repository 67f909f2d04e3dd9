import { testConfiguration } from '../../domain/call/configuration.fixture.ts'
import { toldRules } from '../../words/told-rules.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { base, hash, lead, project, school, votes } from './base.ts'

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
  code: 'CONCILIA-1',
  title: 'Presentazione di progetti delle Alleanze locali di conciliazione 2027-2029',
  number: 1,
  purpose:
    'L’avviso raccoglie i progetti da inserire nel Piano territoriale.\n\nI progetti rispondono alle priorità del Documento di indirizzo.',
  opensAt: '2027-03-15T12:00:00+01:00',
  closesAt: '2027-04-30T12:00:00+02:00',
  availableCents: 77_440_000,
  parts: toldRules(testConfiguration(), { name: 'ATS', pec: 'ats@pec.example', responsible: 'Rosa Bo' }),
  demonstration: true,
  draft: false,
  correction: {
    version: 2,
    reason: 'Il termine è prorogato per la chiusura degli uffici.',
    changes: [
      { subject: 'Chiusura', before: '15/04/2026, ore 12:00', after: '30/04/2026, ore 12:00' },
      { subject: 'Area di intervento', before: null, after: 'Tempo «libero» #[x]' },
    ],
  },
  channel: 'Sistema informativo della Rete',
}

export const submissionReceipt: DocumentViewModel<'submission-receipt'> = {
  ...base,
  call: { code: callNotice.code, title: callNotice.title },
  application: { code: 'A1-003', title: project.title },
  receiptNumber: 'PTC-2027-2029/A1-003',
  arrivedAt: '2027-04-29T17:03:21.417+02:00',
  signedBy: 'Legale rappresentante ASSEMI',
  partners: [
    { ...lead, role: 'LEAD' },
    { ...school, role: 'PARTNER' },
  ],
  contentSha256: hash('7a1e'),
  attachments: [{ label: 'Scheda tecnica', fileName: 'scheda.pdf', sha256: hash('c0de') }],
}

export const applicationForm: DocumentViewModel<'application-form'> = {
  ...base,
  call: { code: callNotice.code, title: callNotice.title },
  title: project.title,
  leadName: lead.name,
  contentSha256: hash('7a1e'),
  demonstration: false,
  parts: [
    {
      title: 'Progetto',
      groups: [
        {
          title: null,
          facts: [
            { label: 'Titolo', value: project.title },
            { label: 'Sintesi', value: 'Bisogni #rilevati\ncon due righe: a * b_c @d $e' },
          ],
        },
      ],
      table: null,
    },
    {
      title: 'Partner e aderenti',
      groups: [{ title: school.name, facts: [{ label: 'Codice fiscale', value: school.taxCode }] }],
      table: null,
    },
    {
      title: 'Piano dei costi',
      groups: [{ title: null, facts: [{ label: 'Costo totale', value: '€ 98.000,00' }] }],
      table: {
        head: ['Ente', 'Voce di costo', '2027', 'Totale'],
        right: [2, 3],
        rows: [[lead.name, 'Personale', '€ 98.000,00', '€ 98.000,00']],
        total: ['Totale', '', '€ 98.000,00', '€ 98.000,00'],
      },
    },
    {
      title: 'Allegati',
      groups: [
        {
          title: null,
          facts: [{ label: 'Scheda tecnica', value: `scheda.pdf\nsha-256 ${hash('c0de')}` }],
        },
      ],
      table: null,
    },
  ],
}
