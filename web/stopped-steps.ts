import type { IncidentRetry } from '../db/cycle/process-read-model.ts'
import { processTitle } from '../words/processes.ts'
import { nullWhenSilent, stoppedSteps } from '../api/stopped-steps.ts'
import { elementName } from './element-names.ts'
import type { PageContext } from './page.ts'
import { holds } from './page.ts'

const MOST_STEPS = 50
const MOST_RETRIES = 20

/** What stands still in a cycle, with the button that lets it go on, and who used it, `read` where that is being read already; the engine may
 * not answer. */
export async function stoppedView(
  { parts, actor }: PageContext,
  cycleId: string,
  read?: Promise<IncidentRetry[]>,
) {
  const found = await stoppedSteps({ ...parts, actor }, cycleId, read).catch(nullWhenSilent)
  const { steps, retries } = found ?? { steps: [], retries: [] }
  return {
    address: `/cycles/${cycleId}`,
    silent: found === null,
    mayRetry: holds(actor, 'PROCESS_OWNER'),
    count: steps.length,
    more: Math.max(0, steps.length - MOST_STEPS),
    steps: steps.slice(0, MOST_STEPS).map((step) => ({ ...step, ...namesOf(step) })),
    retries: retries.slice(0, MOST_RETRIES).map((retry) => ({ ...retry, ...namesOf(retry) })),
  }
}

const namesOf = ({ processId, elementId }: { processId: string; elementId: string }) => ({
  process: processTitle(processId),
  element: elementName(processId, elementId),
})
