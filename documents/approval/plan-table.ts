import { formatPlainAmount } from '../../words/formats.ts'
import type { PlanProject } from '../../db/approval/plan-store.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { toCsv } from '../../reports/csv.ts'
import { fileOf } from '../../reports/package.ts'
import type { PackageFile } from '../../reports/package.ts'
import { areaLabel } from './plan-act-document.ts'

const header = [
  'Posizione',
  'Codice',
  'Titolo',
  'Capofila',
  'Codice fiscale',
  'Area',
  'Partner',
  'Costo totale (euro)',
  'Cofinanziamento (euro)',
  'Contributo (euro)',
] as const

/** The plan's table for people (CSV) and for programs (JSON, amounts in cents). */
export function planTable(projects: readonly PlanProject[], rules: CallRules): PackageFile[] {
  const rows = projects.map((project) => [
    project.position,
    project.code,
    project.title,
    project.leadName,
    project.leadTaxCode,
    areaLabel(project.area, rules),
    project.partners,
    formatPlainAmount(project.totalCostCents),
    formatPlainAmount(project.totalCostCents - project.grantCents),
    formatPlainAmount(project.grantCents),
  ])
  const data = { formatVersion: 1, projects }
  return [
    fileOf('piano-tabella.csv', 'Tabella dei progetti del Piano', toCsv(header, rows)),
    fileOf(
      'piano-tabella.json',
      'Tabella dei progetti del Piano (importi in centesimi)',
      Buffer.from(`${JSON.stringify(data, null, 2)}\n`),
    ),
  ]
}
