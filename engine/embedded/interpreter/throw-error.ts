import { StepFault } from './faults.ts'
import { elementOf } from '../models/model.ts'
import type { ElementRow } from './rows.ts'
import { beginEventSubProcess, passBoundary } from './trigger.ts'
import type { Turn } from './turn.ts'

/**
 * An error goes outwards from a row, through called processes too, to the nearest scope that catches its code. Throws
 * StepFault where nobody does: the row stays as it is.
 */
export async function throwError(turn: Turn, row: ElementRow, errorCode: string): Promise<void> {
  for (let inner: ElementRow | null = row; inner !== null; inner = turn.scopeOf(inner)) {
    const boundary = catching(turn, inner, { ids: boundaryIdsOf(turn, inner), errorCode })
    if (boundary !== null) return passBoundary(turn, inner, { eventId: boundary, variables: {} })
    const scope = turn.scopeOf(inner)
    const start =
      scope && !hasInterrupted(turn, inner)
        ? catching(turn, scope, { ids: startsOf(turn, scope), errorCode })
        : null
    if (scope && start !== null) return beginEventSubProcess(turn, scope, { eventId: start, variables: {} })
  }
  throw new StepFault('ERROR_NOT_CAUGHT', `Nessun evento del modello raccoglie l'errore ${errorCode}.`)
}

/* A scope is interrupted once: what has done so does not catch the errors thrown inside itself. */
function hasInterrupted(turn: Turn, row: ElementRow): boolean {
  if (row.kind !== 'EVENT_SUB_PROCESS') return false
  const { start } = turn.definition(row)
  return start !== null && elementOf(turn.versions.known(row.resourceKey), start).interrupting
}

/* A multi-instance has its boundary at its body. */
const boundaryIdsOf = (turn: Turn, row: ElementRow): readonly string[] =>
  row.loopCounter === null ? turn.definition(row).boundaries : []

function startsOf(turn: Turn, scope: ElementRow): readonly string[] {
  if (scope.kind === 'MULTI_INSTANCE') return []
  const model = turn.versions.known(scope.resourceKey)
  return turn.definition(scope).eventSubProcesses.flatMap((id) => elementOf(model, id).start ?? [])
}

/* Who names the code goes before who takes every code. */
function catching(
  turn: Turn,
  row: ElementRow,
  { ids, errorCode }: { ids: readonly string[]; errorCode: string },
): string | null {
  const model = turn.versions.known(row.resourceKey)
  const codeOf = (id: string): string | null | undefined => {
    const { event } = elementOf(model, id)
    return event?.type === 'ERROR' ? event.errorCode : undefined
  }
  return ids.find((id) => codeOf(id) === errorCode) ?? ids.find((id) => codeOf(id) === null) ?? null
}
