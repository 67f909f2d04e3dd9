import type { StageTime, TaskTime } from '../../db/cycle/figure-read-model.ts'
import { inTenths, tenthsOf } from '../../domain/cycle/stage-time.ts'
import { STAGES } from '../../domain/cycle/stages.ts'
import type { CycleStage } from '../../domain/cycle/stages.ts'
import { toCsv } from '../../reports/csv.ts'
import { titleOf } from '../../words/codes.ts'
import { formatDays, formatInstant } from '../../words/formats.ts'

const OF_STAGES = [
  ...['Fase', 'Ciclo', 'Iniziata', 'Finita', 'Giorni'],
  ...['Giorni al lavoro', 'Giorni in attesa di altri', 'Giorni in ritardo'],
]
const OF_TASKS = [
  ...['Fase', 'Funzione', 'Attività completate', 'Oltre il termine'],
  ...['Giorni prima di essere prese (mediana)', 'Giorni in mano (mediana)'],
]

const inOrder = <T extends { stage: CycleStage }>(times: readonly T[]): T[] =>
  STAGES.flatMap((stage) => times.filter((one) => one.stage === stage))

/** How long stages took, in the order of a cycle, as a table (CSV). */
export const stageTable = (times: readonly StageTime[]): Buffer =>
  toCsv(
    OF_STAGES,
    inOrder(times).map((one) => {
      const { total, working, waiting, late } = inTenths(one)
      return [
        ...[titleOf('stage', one.stage), one.cycleCode, formatInstant(one.begunAt)],
        ...[one.endedAt && formatInstant(one.endedAt), ...[total, working, waiting, late].map(formatDays)],
      ]
    }),
  )

/** How long completed tasks waited and were in somebody's hands, as a table (CSV): functions, never persons. */
export const taskTable = (times: readonly TaskTime[]): Buffer =>
  toCsv(
    OF_TASKS,
    inOrder(times).map(({ stage, role, completed, late, untaken, inHands }) => [
      ...[titleOf('stage', stage), titleOf('role', role), completed, late],
      ...[untaken, inHands].map((time) => formatDays(tenthsOf(time))),
    ]),
  )
