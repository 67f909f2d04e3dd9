import type { ProjectReturn } from '../../db/monitoring/result-store.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { ActDocumentBuilder } from '../act/act-document.ts'
import { actBase } from '../act/document-base.ts'

/** The final report's document: results expected against achieved, money of projects and of each year (art. 6, 8). */
export const buildFinalReportActDocument: ActDocumentBuilder = async (context, proposal) => {
  const { stores } = context
  const { cycleId } = proposal
  const report = await stores.results.finalReport(cycleId)
  const submission = await stores.submissions.find(proposal.subjectId)
  const plan = submission && (await stores.plans.get(submission.subjectId))
  if (report === null || !plan) throw new Error(`cycle ${cycleId} has no final report or no plan to return`)
  const { rules } = await stores.calls.get(plan.callId)
  const projects = await stores.results.projectReturns(cycleId)
  const started = projects.flatMap((project) => project.startedOn ?? [])
  return {
    kind: 'final-report',
    viewModel: {
      ...(await actBase(context, proposal)),
      startsOn: started.toSorted()[0] ?? localDateOf(plan.drawnUpAt),
      endsOn: plan.endsOn,
      planVersion: plan.version,
      committeeSeenOn: report.committeeSeenOn,
      summary: report.summary,
      projects: projects.map((project) => projectRow(project, rules)),
      years: (await stores.results.moneyYears(cycleId)).map((year) => ({ ...year })),
      assessment: report.assessment,
    },
  }
}

function projectRow(project: ProjectReturn, rules: CallRules) {
  return {
    code: project.code,
    title: project.title,
    lead: { name: project.leadName, taxCode: project.leadTaxCode },
    grantCents: project.grantCents,
    admittedCents: project.admittedCents,
    paidCents: project.paidCents,
    results: project.results.map((result) => {
      const indicator = rules.indicators.find((one) => one.id === result.indicator)
      return {
        indicator: indicator?.label ?? result.indicator,
        unit: indicator?.unit ?? '–',
        expected: String(result.expected),
        achieved: String(result.achieved ?? 0),
      }
    }),
  }
}
