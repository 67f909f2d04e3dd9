import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { base, hash, votes } from './base.ts'
import { scores } from './selection.ts'

export const convocation: DocumentViewModel<'convocation'> = {
  ...base,
  audience: 'COMMITTEE',
  title: 'Comitato di Programmazione, Valutazione e Monitoraggio',
  recipients: 'Ai componenti titolari e supplenti del Comitato',
  sentAt: '2027-05-03T09:12:00+02:00',
  startsAt: '2027-05-12T14:30:00+02:00',
  endsAt: '2027-05-12T17:00:00+02:00',
  place: 'Sala riunioni, Via dell’Esempio 1, Milano',
  remoteLink: null,
  noticeDays: 9,
  minimumNoticeDays: 5,
  agenda: [
    { title: 'Approvazione del verbale precedente', explanation: null },
    { title: 'Valutazione dei progetti presentati', explanation: null },
    { title: 'Calendario delle azioni', explanation: 'Proposta dell’ufficio:\nmarzo e giugno, #[x]' },
  ],
}

export const minutes: DocumentViewModel<'minutes'> = {
  ...base,
  audience: 'COMMITTEE',
  title: 'Seduta di valutazione del 12 maggio 2027',
  convenedOn: '2027-05-03',
  startedAt: '2027-05-12T14:35:00+02:00',
  endedAt: '2027-05-12T16:50:00+02:00',
  place: 'Sala riunioni, Via dell’Esempio 1, Milano',
  chair: 'Presidente (ATS)',
  secretary: 'Istruttore (ATS)',
  attendances: [
    {
      body: 'CCIAA',
      seat: 'CCIAA',
      person: 'Valutatore CCIAA',
      role: 'TITULAR',
      status: 'PRESENT',
      changes: 'fuori dall’aula per il punto 2',
    },
    {
      body: 'Comune di Milano',
      seat: 'Comune di Milano',
      person: 'Supplente Comune di Milano',
      role: 'DEPUTY',
      status: 'PRESENT',
      changes: null,
    },
    {
      body: 'Forum delle Associazioni Familiari',
      seat: 'Forum Provinciale Associazioni Familiari',
      person: 'Valutatore Forum',
      role: 'TITULAR',
      status: 'EXCUSED',
      changes: null,
    },
  ],
  exclusions: [
    {
      person: 'Valutatore Ambito',
      body: 'Ambito Sud Est',
      items: 'punto 2',
      inRoom: false,
    },
  ],
  undeclared: [
    { person: 'Supplente CCIAA', body: 'CCIAA', inRoom: false },
    { person: 'Supplente Forum', body: 'Forum delle Associazioni Familiari', inRoom: true },
  ],
  items: [
    {
      title: 'Approvazione del verbale precedente',
      explanation: 'Il verbale del 3 marzo, in bozza dal 10.',
      discussion: 'Il verbale è dato per letto.',
      votes: null,
      outcome: 'NOTED',
      decision: 'il verbale è acquisito.',
    },
    {
      title: 'Graduatoria dei progetti',
      explanation: null,
      discussion: 'Il Presidente illustra i punteggi aggregati.',
      votes,
      outcome: 'APPROVED',
      decision: 'è approvata la graduatoria allegata.',
    },
  ],
  scores,
  annexSha256: hash('5e1d'),
  draft: false,
  auditHead: hash('9f3c'),
}

export const minutesAnnex: DocumentViewModel<'minutes-annex'> = {
  ...base,
  draft: false,
  title: 'Verbale del Comitato, 12/05/2027',
  heldAt: '2027-05-12T16:50:00+02:00',
  exclusions: [
    {
      person: 'Valutatore Ambito',
      body: 'Ambito Sud Est',
      items: 'punto 2',
      reason: 'L’ente controlla A.S.S.E.MI., capofila del progetto PTC-2027-03',
      inRoom: false,
    },
  ],
  decided: [
    {
      ...{
        person: 'Valutatore CCIAA',
        application: 'PTC-2027-05',
        declared: 'Altre gravi ragioni; socio #[x]',
      },
      ...{ decision: 'NOT_EXCLUDED', reason: 'Il rapporto è cessato.', decidedBy: 'Presidente (ATS)' },
    },
  ],
  register: [
    {
      ...{ at: '2027-05-11T09:00:00+02:00', kind: 'Funzione data', about: 'Valutatore Ambito' },
      ...{ act: 'Nota n. 12', by: 'Istruttore (ATS)' },
    },
  ],
}
