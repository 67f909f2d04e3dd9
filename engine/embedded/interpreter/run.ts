import { complete, leave, settle } from './complete.ts'
import { DecisionFault } from '../decisions/decision.ts'
import { enter, open } from './enter.ts'
import { deliverAgain } from './events.ts'
import { StepFault } from './faults.ts'
import { FeelFault } from '../feel/feel.ts'
import type { ElementRow, Step } from './rows.ts'
import { throwError } from './throw-error.ts'
import { trigger } from './trigger.ts'
import type { Turn } from './turn.ts'

/** Does the steps of a turn until none is left. One that cannot be done becomes an incident of its element. */
export async function run(turn: Turn): Promise<void> {
  for (let step = turn.steps.shift(); step !== undefined; step = turn.steps.shift()) {
    const row = await turn.element(step.key)
    if (row === null) continue
    try {
      await acts[step.do](turn, row, step as never)
    } catch (error) {
      const jobKey = step.do === 'THROW' ? step.jobKey : null
      await addIncident(turn, row, {
        step: jobKey === null ? step : { do: 'JOB' },
        jobKey,
        ...problemOf(error),
      })
    }
  }
}

type Act<D extends Step['do']> = (
  turn: Turn,
  row: ElementRow,
  step: Extract<Step, { do: D }>,
) => Promise<void> | void

const acts: { readonly [D in Step['do']]: Act<D> } = {
  ENTER: enter,
  OPEN: open,
  COMPLETE: (turn, row, { variables }) => complete(turn, row, variables),
  LEAVE: leave,
  TRIGGER: trigger,
  THROW: (turn, row, { errorCode }) => throwError(turn, row, errorCode),
  DELIVER: (turn, _row, { messageKey }) => deliverAgain(turn, messageKey),
  SETTLE: settle,
}

interface Problem {
  code: string
  sentence: string
}

function problemOf(error: unknown): Problem {
  if (error instanceof StepFault) return { code: error.code, sentence: error.message }
  if (error instanceof FeelFault) return { code: 'EXPRESSION', sentence: error.message }
  if (error instanceof DecisionFault) return { code: 'DECISION', sentence: error.message }
  throw error
}

/** Keeps that an element stands still, why, and what is to be done again once it is mended. */
export async function addIncident(
  turn: Turn,
  { key: elementKey, rootKey, instanceKey, elementId }: ElementRow,
  incident: Problem & {
    step: Step | { do: 'JOB' }
    jobKey?: string | null
    violatedConstraint?: string | null
  },
): Promise<void> {
  const none = { jobKey: null, violatedConstraint: null }
  const key = await turn.nextKey()
  const createdAt = turn.now
  turn.incidents.push({
    ...none,
    ...incident,
    ...{ key, rootKey, instanceKey, elementKey, elementId, createdAt },
  })
}
