import type { ElementTime, Waits } from '../domain/process/instance-reads.ts'
import type { showInstance } from '../api/instance-view.ts'
import type { TaskCount } from '../db/cycle/instance-read-model.ts'
import { formatDuration } from '../words/formats.ts'
import { dueView } from './due.ts'
import { elementName } from './element-names.ts'

/* What takes less is done at once: nobody waited for it. */
const SHORTEST_MS = 60_000

type Shown = Pick<Awaited<ReturnType<typeof showInstance>>, 'processId' | 'tokens' | 'incidents' | 'path'>

interface Told extends Shown {
  times: readonly ElementTime[]
  tasks: readonly TaskCount[]
  waits: Pick<Waits, 'timers'>
}

/** Each element that an instance is or was at, in the order in which it came there: how many are there now and how many stand still,
 * how many went through, how long it took, and against which term. */
export function elementRows(told: Told, now: Date) {
  const ids = new Set([
    ...told.times.map(({ elementId }) => elementId),
    ...told.tokens.map(({ elementId }) => elementId),
    ...told.incidents.map(({ elementId }) => elementId),
  ])
  return [...ids].map((elementId) => elementRow(told, elementId, now)).filter(isTold)
}

/* A gateway that only joins has no name: nobody looks for it unless something is there. */
const isTold = ({ elementId, element, active, stopped }: ReturnType<typeof elementRow>): boolean =>
  element !== elementId || active + stopped > 0

function elementRow(told: Told, elementId: string, now: Date) {
  const at = <T extends { elementId: string }>(all: readonly T[]) =>
    all.filter((one) => one.elementId === elementId)
  const [token] = at(told.tokens)
  const [time] = at(told.times)
  const step = at(told.path).find(({ kind }) => kind === 'ELEMENT')
  const tasks = at(told.tasks)
  const terms = [...tasks, ...at(told.waits.timers ?? [])].flatMap(({ dueAt }) => dueAt ?? [])
  const due = dueView(earliest(terms), now)
  return {
    elementId,
    element: elementName(told.processId, elementId),
    ...{ active: 0, below: 0, ...token, stopped: at(told.incidents).length },
    ...{ completed: 0, terminated: 0, ...step },
    ...timeOf(time, now),
    due,
    endedLate: tasks.reduce((sum, one) => sum + one.endedLate, 0),
  }
}

const earliest = (all: readonly Date[]): Date | null =>
  all.length === 0 ? null : new Date(Math.min(...all.map((one) => one.getTime())))

/* On the diagram in short, beside it in words. What lasts says more than what has ended. */
function timeOf(time: ElementTime | undefined, now: Date): { time: string | null; spoken: string | null } {
  if (time === undefined) return { time: null, spoken: null }
  const { since, ended, spentMs } = time
  const lasts = since && formatDuration(now.getTime() - since.getTime())
  const took = tookText(ended, spentMs)
  const spoken = [lasts && `dura da ${lasts}`, took && `${ended === 1 ? 'durato' : 'in media'} ${took}`]
  return { time: lasts ?? took, spoken: spoken.filter(Boolean).join('; prima ') || null }
}

function tookText(ended: number, spentMs: number): string | null {
  const mean = ended === 0 ? 0 : spentMs / ended
  return mean < SHORTEST_MS ? null : formatDuration(mean)
}

/** What the script draws: the same numbers on the elements. */
export const placesOf = (rows: ReturnType<typeof elementRows>) =>
  rows.map(({ elementId, active, stopped, below, time, due }) => ({
    ...{ elementId, active, time },
    incidents: stopped + below,
    late: due?.tone === 'late',
  }))
