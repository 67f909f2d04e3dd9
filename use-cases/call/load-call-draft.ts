import type { CallDraftPart } from '../../db/call/call-draft-store.ts'
import type { Tree } from '../../domain/call/call-draft.ts'
import { draftOf, fileOf } from '../../domain/call/call-draft.ts'
import { callRules } from '../../domain/call/configuration.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { readCallConfiguration } from '../../domain/call/configuration-check.ts'
import { knownValues } from '../../domain/call/known-values.ts'
import type { KnownValue } from '../../domain/call/known-values.ts'
import { atOnce } from '../../domain/shared/at-once.ts'
import { notFound } from '../../domain/shared/errors.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import { allCallItems } from '../../words/call-fields.ts'
import { faultsOf } from '../../words/call-problems.ts'
import type { ToldFault } from '../../words/call-problems.ts'
import { draftVersion, problemsInCycle, wholeDraft } from '../../procedures/call/call-draft.ts'
import { ownWorkItem } from '../../procedures/cycle/work-item-access.ts'
import type { StepContext, UseCase } from '../../procedures/context.ts'

export interface LoadedCallDraft {
  cycleId: string
  /** Of its newest part; 0 where nothing was saved. */
  version: number
  parts: readonly Omit<CallDraftPart, 'content'>[]
  /** What is written so far, with a place for everything. */
  draft: Tree
  /** What is missing or wrong. */
  faults: readonly ToldFault[]
  /** The configuration, where nothing in it contradicts itself; null as long as something does. */
  configuration: CallConfiguration | null
  /** What can be picked with its source: of other calls, and of the cycle. */
  known: readonly KnownValue[]
}

/** A call that is being written, with what is missing or wrong, for who may prepare it. Throws NOT_FOUND. */
export const loadCallDraft: UseCase<{ id: string }, LoadedCallDraft> = async (context, { id }) => {
  const item = await ownWorkItem(context, id)
  if (item.element !== 'Task_PrepareCall') throw notFound('WORK_ITEM', id)
  const parts = await context.stores.callDrafts.parts(id)
  const written = { cycleId: item.cycleId, parts, draft: draftOf(allCallItems, wholeDraft(parts)) }
  return checkedDraft(context, written, (configuration) =>
    problemsInCycle(context, item.cycleId, callRules(configuration)),
  )
}

/** What is written so far, with all that is missing or wrong in it: by the schema, then by what else speaks against it once it can be
 * read. */
export async function checkedDraft(
  context: StepContext,
  { cycleId, parts, draft }: { cycleId: string; parts: readonly CallDraftPart[]; draft: Tree },
  against: (configuration: CallConfiguration) => Problem[] | Promise<Problem[]>,
): Promise<LoadedCallDraft> {
  const file = fileOf(draft)
  const read = readCallConfiguration(file)
  const problems = read.ok ? await against(read.value) : read.problems
  return {
    ...{ cycleId, version: draftVersion(parts), draft },
    parts: parts.map(({ part, version, savedBy, savedAt }) => ({ part, version, savedBy, savedAt })),
    faults: faultsOf(problems, file),
    configuration: read.ok ? read.value : null,
    known: [...(await ofCycle(context, cycleId)), ...knownValues],
  }
}

/* The Region's act gives the cycle its money (art. 8). */
async function ofCycle({ stores }: StepContext, cycleId: string): Promise<KnownValue[]> {
  const { cycle, allocations } = await atOnce({
    cycle: stores.cycles.find(cycleId),
    allocations: stores.cycles.allocations(cycleId),
  })
  if (cycle === null) return []
  const rows = allocations.map(({ year, amountCents }) => ({ year, amountCents }))
  const source = { act: cycle.guidelinesAct }
  return [
    { path: 'legalBasis', value: cycle.guidelinesAct, source },
    { path: 'allocation.years', rows, source },
  ]
}
