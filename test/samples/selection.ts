import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { base, hash, lead, project, school } from './base.ts'

export const scores: DocumentViewModel<'provisional-ranking'>['scores'] = {
  threshold: '60',
  maxScore: '100',
  aggregationRule: 'media dei punteggi dei valutatori, criterio per criterio',
  tieBreakRule: 'punteggio più alto in «Efficacia», poi maggiore cofinanziamento',
  rows: [
    {
      ...{ place: '1', code: 'PTC-2027-03', title: project.title, score: '86.25', notes: [] },
      ...{ outcome: 'FUNDED', grantCents: 12_906_667, sheets: 5 },
      criteria: [
        { label: 'Efficacia', points: '46.25', reasons: ['Destinatari chiari.', 'Tempi «credibili» #[x]'] },
        { label: 'Economicità', points: '40.00', reasons: ['Costi coerenti.'] },
      ],
    },
    {
      ...{ place: '–', code: 'PTC-2027-05', title: 'Tempo alle famiglie', score: '41.50' },
      ...{ notes: ['41,50 punti, soglia 60'], outcome: 'BELOW_THRESHOLD' },
      ...{ grantCents: 0, sheets: 5, criteria: [{ label: 'Efficacia', points: '41.50', reasons: [] }] },
    },
  ],
  appointments: [{ code: 'PTC-2027-01', act: 'Decreto del Direttore generale n. 118 del 10/05/2027' }],
  inDoubt: ['PTC-2027-02'],
  inadmissible: [
    { code: 'PTC-2027-07', title: 'Oltre il lavoro', lead: school, reason: 'Partenariato con tre enti' },
  ],
  sealHash: hash('b82c'),
}

export const provisionalRanking: DocumentViewModel<'provisional-ranking'> = {
  ...base,
  callTitle: 'Progetti delle Alleanze locali di conciliazione 2027-2029',
  scores,
  sealedAt: '2027-05-02T09:00:00+02:00',
}

export const ranking: DocumentViewModel<'ranking'> = {
  ...base,
  callTitle: 'Progetti delle Alleanze locali di conciliazione 2027-2029',
  callVersion: 1,
  callAct: 'deliberazione n. 120 del 12/03/2027',
  minutes: 'verbale n. 3 del 12/05/2027',
  threshold: '60',
  maxScore: '100',
  availableCents: 18_000_000,
  aggregationRule: 'media senza il punteggio più alto e il più basso',
  tieBreakRule: 'punteggio più alto in «Efficacia», poi maggiore cofinanziamento',
  rows: [
    {
      position: 1,
      code: 'PTC-2027-03',
      title: project.title,
      lead,
      score: '86.25',
      notes: [],
      outcome: 'FUNDED',
      requestedCents: 12_906_667,
      grantCents: 12_906_667,
    },
    {
      position: 2,
      code: 'PTC-2027-01',
      title: 'Welfare del terziario',
      lead: school,
      score: '78.50',
      notes: [],
      outcome: 'PARTIALLY_FUNDED',
      requestedCents: 6_300_000,
      grantCents: 5_093_333,
    },
    {
      position: 3,
      code: 'PTC-2027-05',
      title: 'Tempo alle famiglie',
      lead: school,
      score: '78.50',
      notes: ['a pari punti con il posto 2, che precede per punteggio più alto in «Efficacia»'],
      outcome: 'ADMITTED_NOT_FUNDED',
      requestedCents: 4_000_000,
      grantCents: 0,
    },
  ],
  appointments: [{ code: 'PTC-2027-01', act: 'Decreto del Direttore generale n. 118 del 10/05/2027' }],
  inDoubt: ['PTC-2027-02'],
  inadmissible: [
    {
      code: 'PTC-2027-07',
      title: 'Oltre il lavoro',
      lead: school,
      reason: 'Partenariato con meno di quattro enti',
    },
  ],
  correction: {
    isAnnulment: true,
    replacedAct: 'decreto n. 117 del 10/05/2027 (Direttore generale)',
    replacedSealHash: hash('b82c'),
    rule: 'avviso, punto 4: quattro enti almeno',
    wrong: 'una domanda è stata ammessa con tre enti',
    change: 'la domanda PTC-2027-07 «Oltre il lavoro» non è più ammessa.',
    interest: 'parità fra chi partecipa; nessuno ha ancora speso',
    heardUntil: '2027-05-20',
    observations: 'nessuna',
    annullableUntil: '2027-11-10',
  },
  sealedAt: '2027-05-12T16:55:00+02:00',
  sealHash: hash('a71b'),
}

export const plan: DocumentViewModel<'plan'> = {
  ...base,
  version: 1,
  rankingAct: 'deliberazione n. 201 del 20/05/2027',
  guidanceAct: 'deliberazione n. 60 del 10/02/2027',
  changes: null,
  startsOn: '2027-07-01',
  endsOn: '2029-12-31',
  alliancesShareBasisPoints: 8000,
  projects: [
    {
      ...{ code: project.code, title: project.title },
      lead,
      partners: 7,
      area: 'Caregiver familiari',
      totalCostCents: 18_500_000,
      cofinancingCents: 5_593_333,
      grantCents: 12_906_667,
      expectedResults: '400 lavoratori raggiunti; 24 imprese coinvolte',
    },
    {
      code: 'PTC-2027-01',
      title: 'Welfare del terziario',
      lead: school,
      partners: 4,
      area: 'Micro e piccole imprese',
      totalCostCents: 9_000_000,
      cofinancingCents: 3_906_667,
      grantCents: 5_093_333,
      expectedResults: '15 imprese; 3 corsi',
    },
  ],
  systemActions: [
    {
      title: 'Agenti di rete',
      description: 'Formazione e accompagnamento della Rete',
      amountCents: 4_500_000,
    },
  ],
  financialPlan: [
    { year: 2027, alliancesCents: 8_000_000, systemActionsCents: 2_000_000 },
    { year: 2028, alliancesCents: 10_000_000, systemActionsCents: 2_500_000 },
  ],
  monitoring: 'Relazioni intermedie e finali nei termini indicati dagli uffici regionali.',
  communication: 'Pagine dedicate, incontri della Rete, diffusione delle buone pratiche.',
}
