import { z } from 'zod'
import { allianceProject } from '../../domain/process/alliance-project.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { checkResults } from '../../domain/monitoring/results.ts'
import { plainText } from '../../domain/shared/text.ts'
import { ofLead } from '../../procedures/alliance/lead-of-project.ts'
import { defineTask } from '../task.ts'

const input = z.strictObject({
  results: z
    .array(
      z.strictObject({
        indicator: z.string().min(1).max(40),
        achieved: z.int().min(0).max(100_000_000),
        note: plainText({ max: 2000, min: 0, multiline: true })
          .nullish()
          .transform((note) => note ?? ''),
      }),
    )
    .max(100),
})

/** The lead tells what the project achieved of each indicator that the call names, beside what it promised (art. 10). */
export const reportResults = defineTask({
  element: 'Task_ReportResults',
  process: allianceProject,
  title: 'Comunica i risultati',
  form: 'report-results',
  role: 'ALLIANCE_LEAD',
  subject: 'projectId',
  decides: { nothing: 'the lead reports for its alliance' },
  assign: ofLead,
  input,
  async load({ stores }, item) {
    const project = await stores.results.promised(item.subjectId)
    const { rules } = await stores.calls.get(project.callId)
    return {
      code: project.code,
      title: project.title,
      results: rules.indicators.map(({ id, label, unit }) => ({
        indicator: id,
        label,
        unit,
        expected: project.expected.find((one) => one.indicator === id)?.expected ?? 0,
      })),
    }
  },
  async complete({ stores }, item, { results }) {
    const { callId } = await stores.results.promised(item.subjectId)
    const { rules } = await stores.calls.get(callId)
    const told = results.map(({ indicator, achieved }) => ({ id: indicator, achieved }))
    const problems = checkResults(told, rules.indicators)
    if (problems.length > 0) throw new BusinessError('INVALID_INPUT', { problems })
    await stores.results.report(item.subjectId, results)
    return {}
  },
})
