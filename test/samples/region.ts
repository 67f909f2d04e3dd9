import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { base, hash, lead, project, school } from './base.ts'

export const submissionLetter: DocumentViewModel<'submission-letter'> = {
  ...base,
  subject: 'Trasmissione del Piano territoriale di conciliazione 2027-2029, versione 1',
  recipient: {
    name: 'Regione Lombardia',
    office: 'Direzione Generale Famiglia',
    address: 'famiglia@pec.esempio.it',
  },
  references: ['Linee guida regionali 2025-2027', 'deliberazione n. 215 del 28/05/2027'],
  request: 'Si trasmette per la validazione il Piano territoriale di conciliazione.',
  packageId: 'PTC-2027-2029-PIANO-1',
  manifest: [
    {
      name: 'piano.pdf',
      description: 'Piano territoriale, versione 1',
      bytes: 184_320,
      sha256: hash('0b5e'),
    },
    {
      name: 'graduatoria.pdf',
      description: 'Graduatoria dei progetti',
      bytes: 1_433_600,
      sha256: hash('c4d2'),
    },
  ],
  auditHead: hash('9f3c'),
}

export const finalReport: DocumentViewModel<'final-report'> = {
  ...base,
  startsOn: '2027-07-01',
  endsOn: '2029-12-31',
  planVersion: 2,
  committeeSeenOn: '2030-01-20',
  summary: 'Il Piano ha finanziato due progetti delle Alleanze locali.',
  projects: [
    {
      code: project.code,
      title: project.title,
      lead,
      grantCents: 12_906_667,
      admittedCents: 17_900_000,
      paidCents: 12_488_072,
      results: [
        { indicator: 'Lavoratori raggiunti', unit: 'persone', expected: '400', achieved: '1612' },
        { indicator: 'Imprese coinvolte', unit: 'imprese', expected: '15', achieved: '24' },
      ],
    },
    {
      code: 'PTC-2027-01',
      title: 'Welfare del terziario',
      lead: school,
      grantCents: 5_093_333,
      admittedCents: 9_000_000,
      paidCents: 5_093_333,
      results: [],
    },
  ],
  years: [
    {
      year: 2027,
      assignedCents: 27_600_000,
      receivedCents: 27_600_000,
      committedCents: 9_000_000,
      paidCents: 9_000_000,
    },
    {
      year: 2028,
      assignedCents: 34_600_000,
      receivedCents: 34_600_000,
      committedCents: 9_000_000,
      paidCents: 8_581_405,
    },
  ],
  assessment: 'I risultati superano le attese per imprese e lavoratori coinvolti.',
}
