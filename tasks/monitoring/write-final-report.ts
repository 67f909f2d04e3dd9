import { z } from 'zod'
import { formatEuro } from '../../words/formats.ts'
import { monitoringReturn } from '../../domain/process/monitoring-return.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { sumCents } from '../../domain/shared/money.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { plainText } from '../../domain/shared/text.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import { defineTask } from '../task.ts'
import { shareText } from '../../documents/monitoring/results-table.ts'

const chapter = plainText({ max: 20_000, multiline: true })
const noDay = z.literal('').transform(() => null)

const input = z.strictObject({
  summary: chapter,
  assessment: chapter,
  committeeSeenOn: z
    .union([localDateSchema, noDay, z.null()])
    .optional()
    .transform((day) => day ?? null),
})

/** Writes the final report on results and money of the cycle, and when the committee saw them (art. 6, 8). */
export const writeFinalReport = defineTask({
  element: 'Task_WriteFinalReport',
  process: monitoringReturn,
  title: 'Redigi la relazione finale',
  form: 'write-final-report',
  role: 'PROCESS_OWNER',
  subject: 'cycleId',
  decides: { nothing: 'tells what all projects came to, and decides of none' },
  input,
  async load({ stores }, item) {
    const projects = await stores.results.projectReturns(item.cycleId)
    const { cycle } = await stores.networkSettings.documentHead(item.cycleId)
    const total = (of: (project: (typeof projects)[number]) => number): string =>
      formatEuro(sumCents(projects.map(of)))
    return {
      cycleCode: cycle.code,
      projectCount: projects.length,
      granted: total((project) => project.grantCents),
      admitted: total((project) => project.admittedCents),
      paid: total((project) => project.paidCents),
      results: projects.flatMap(({ code, results }) =>
        results.map(({ indicator, expected, achieved }) => ({
          project: code,
          indicator,
          expected,
          achieved: achieved ?? 0,
          share: shareText(achieved ?? 0, expected),
        })),
      ),
    }
  },
  async complete({ stores, actor, now }, item, { summary, assessment, committeeSeenOn }) {
    if (committeeSeenOn !== null) {
      const cycle = await stores.cycles.find(item.cycleId)
      checkDay(committeeSeenOn, {
        path: 'committeeSeenOn',
        earliest: { day: localDateOf(cycle?.openedAt ?? item.openedAt), what: "dell'apertura del ciclo" },
        today: localDateOf(now),
      })
    }
    await stores.results.saveFinalReport(item.cycleId, {
      ...{ summary, assessment, committeeSeenOn },
      ...{ writtenBy: actor.personId, writtenAt: now },
    })
    return {}
  },
})
