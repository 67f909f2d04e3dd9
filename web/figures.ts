import { figuresQuery } from '../api/control-room.ts'
import { parsed } from '../api/parse-request.ts'
import type { StageTime, TaskTime } from '../db/cycle/figure-read-model.ts'
import { inTenths, tenthsOf } from '../domain/cycle/stage-time.ts'
import { STAGES } from '../domain/cycle/stages.ts'
import { yearOf } from '../domain/shared/local-date.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { OFFICES } from '../domain/shared/roles.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { stageOfElement } from '../tasks/registry.ts'
import type { PageRoute, ReadingContext } from './page.ts'
import { together } from './page.ts'

/** How long the stages of the cycles took, and where time went, for the yearly account to the committee (art. 6). */
export const figurePages: readonly PageRoute[] = [
  {
    path: '/control-room/figures',
    who: OFFICES,
    asks: ['year'],
    read: async (context) => ({
      title: 'Tempi delle fasi',
      template: 'figures',
      view: await together(context, figuresView),
    }),
  },
]

async function figuresView({ parts, actor, now, query }: ReadingContext) {
  const { year } = parsed(figuresQuery, query['year'] ? { year: query['year'] } : {}, 'QUERY_INVALID')
  const asked = { year, stages: stageOfElement }
  const { first, stages, tasks } = await atOnce({
    first: parts.reads.figures.firstYear(actor),
    stages: parts.reads.figures.stages(actor, asked),
    tasks: parts.reads.figures.tasks(actor, asked),
  })
  const thisYear = yearOf(localDateOf(now))
  return {
    year: year ?? null,
    years: yearsUntil(thisYear, first ?? thisYear).map((one) => ({ year: one, chosen: one === year })),
    file: year === undefined ? '' : `?year=${year}`,
    ...plotOf(stages),
    tasks: STAGES.flatMap((stage) => tasks.filter((one) => one.stage === stage)).map(taskView),
  }
}

const yearsUntil = (last: number, first: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, before) => last - before)

/* All bars have one scale, of which the longest is the whole. */
function plotOf(times: readonly StageTime[]) {
  const all = times.map((one) => ({ ...one, ...inTenths(one) }))
  const longest = Math.max(1, ...all.map(({ total }) => total))
  const stages = STAGES.map((stage) => ({ stage, rows: all.filter((one) => one.stage === stage) }))
  return {
    longest,
    stages: stages
      .filter(({ rows }) => rows.length > 0)
      .map(({ stage, rows }) => ({
        stage,
        rows: rows.map((row) => ({ ...row, bars: barsOf(row, longest) })),
      })),
  }
}

/* A thousandth of the longest is the least that is drawn. */
const WIDTH = 1_000

function barsOf(parts: ReturnType<typeof inTenths>, longest: number) {
  const scaled = (tenths: number): number => Math.round((tenths / longest) * WIDTH)
  const { working, waiting, late } = parts
  return [
    { kind: 'working', x: 0, width: scaled(working) },
    { kind: 'waiting', x: scaled(working), width: scaled(waiting) },
    { kind: 'late', x: scaled(working + waiting), width: scaled(late) },
  ].filter(({ width }) => width > 0)
}

const taskView = ({ untaken, inHands, ...one }: TaskTime) => ({
  ...one,
  untaken: tenthsOf(untaken),
  inHands: tenthsOf(inHands),
})
