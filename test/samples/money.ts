import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { base, lead, project, school } from './base.ts'

export const grantAct: DocumentViewModel<'grant-act'> = {
  ...base,
  project: { ...project, startsOn: '2027-07-01', endsOn: '2029-06-30' },
  payee: lead,
  cor: null,
  planVersion: 1,
  planAct: 'deliberazione n. 215 del 28/05/2027',
  regionalApproval: 'nota prot. 12345 del 20/06/2027',
  agreement: { reference: 'accordo di Alleanza rep. 17', signedOn: '2027-06-25' },
  callTitle: 'Progetti delle Alleanze locali di conciliazione 2027-2029',
  callAct: 'deliberazione n. 120 del 12/03/2027',
  totalCostCents: 18_500_000,
  cofinancingCents: 5_593_333,
  grantCents: 12_906_667,
  partners: [
    { ...lead, role: 'LEAD', costCents: 11_000_000, grantCents: 7_906_667 },
    { ...school, role: 'PARTNER', costCents: 7_500_000, grantCents: 5_000_000 },
  ],
  years: [
    { year: 2027, amountCents: 6_453_333 },
    { year: 2028, amountCents: 6_453_334 },
  ],
  payments: [
    {
      name: 'Anticipo',
      shareBasisPoints: 5000,
      amountCents: 6_453_333,
      condition: 'Accordo sottoscritto e CUP',
    },
    { name: 'Saldo', shareBasisPoints: 5000, amountCents: 6_453_334, condition: 'Rendiconto verificato' },
  ],
  conditions: [
    'rendicontare la spesa nei periodi fissati dall’avviso',
    'comunicare ogni variazione del partenariato (regolamento, art. 9)',
  ],
}

export const liquidationAct: DocumentViewModel<'liquidation-act'> = {
  ...base,
  project,
  tranche: 'Anticipo',
  payee: { ...lead, account: 'IT60X0542811101000000123456' },
  commitment: { number: '482', year: 2027, amountCents: 12_906_667 },
  grantAct: 'determinazione n. 310 del 01/07/2027',
  grantPublication: {
    reference: 'Amministrazione trasparente, sezione Sovvenzioni',
    publishedOn: '2027-07-02',
  },
  grantCents: 12_906_667,
  admittedCents: null,
  previouslyPaidCents: 0,
  grossCents: 6_453_333,
  withholdingCents: 0,
  netCents: 6_453_333,
  checks: [
    {
      name: 'Verifica presso l’agente della riscossione',
      outcome: 'Nessuna inadempienza',
      evidence: 'Verifica n. 202700001 del 05/07/2027',
    },
    { name: 'DURC', outcome: 'Non dovuto', evidence: 'Ente pubblico' },
  ],
  approvals: [
    { person: 'Istruttore', office: 'Ufficio conciliazione', at: '2027-07-06T11:00:00+02:00' },
    { person: 'Ragioneria', office: 'Bilancio e finanza', at: '2027-07-08T16:20:00+02:00' },
  ],
}
