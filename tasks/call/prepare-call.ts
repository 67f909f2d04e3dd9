import { z } from 'zod'
import { call } from '../../domain/process/call.ts'
import { fileOf } from '../../domain/call/call-draft.ts'
import { configurationHash, callRules } from '../../domain/call/configuration.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { readCallConfiguration } from '../../domain/call/configuration-check.ts'
import { callWindow } from '../../domain/call/window.ts'
import { atOnce } from '../../domain/shared/at-once.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import { problemsInWords } from '../../words/call-problems.ts'
import { formatEuro, formatInstant } from '../../words/formats.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import { newestPart, problemsInCycle, wholeDraft } from '../../procedures/call/call-draft.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import { readJsonFile } from '../../procedures/file/json.ts'

const FILE = 'CALL_CONFIGURATION'

/* A call that was brought as a file with the task, or the draft that was written, in the version that was read. */
async function givenFile(
  context: StepContext,
  item: WorkItem,
  version: number | undefined,
): Promise<unknown> {
  if (version !== undefined) return writtenFile(context, item, version)
  const files = await context.stores.workItems.files(item.id)
  const file = files.find((one) => one.kind === FILE)
  if (file === undefined) throw new BusinessError('FILE_MISSING', { files: FILE })
  return readJsonFile(await context.files.read(file.sha256), file.fileName)
}

async function writtenFile({ stores }: StepContext, { id }: WorkItem, version: number): Promise<unknown> {
  const parts = await stores.callDrafts.parts(id)
  const newest = newestPart(parts)
  if (newest !== undefined && newest.version !== version)
    throw new BusinessError('DRAFT_CHANGED', { by: newest.savedBy, savedAt: newest.savedAt })
  return fileOf(wholeDraft(parts))
}

const refusing = (problems: readonly Problem[], file: unknown): BusinessError =>
  new BusinessError('CALL_CONFIGURATION_INVALID', { problems: problemsInWords(problems, file) })

async function checkedConfiguration(
  context: StepContext,
  item: WorkItem,
  file: unknown,
): Promise<CallConfiguration> {
  const read = readCallConfiguration(file)
  if (!read.ok) throw refusing(read.problems, file)
  const problems = await problemsInCycle(context, item.cycleId, callRules(read.value))
  if (problems.length > 0) throw refusing(problems, file)
  return read.value
}

/** Creates the call of a cycle from its configuration, as it was written on its pages or brought as a file (art. 8, 9; L. 241/1990
 * art. 12): without every rule and its source, or against the cycle's allocations, nothing is written. Throws
 * CALL_CONFIGURATION_INVALID, or DRAFT_CHANGED where somebody has saved another part since. */
export const prepareCall = defineTask({
  element: 'Task_PrepareCall',
  process: call,
  title: "Predisponi l'avviso pubblico",
  form: 'prepare-call',
  role: 'PROCESS_OWNER',
  subject: 'cycleId',
  decides: { nothing: 'nobody has applied yet' },
  gives: ['callId'],
  desk: 'call-desk',
  input: z.strictObject({
    draftVersion: z
      .int()
      .min(0)
      .optional()
      .describe('La versione della bozza scritta; senza, vale il file caricato'),
  }),
  files: [{ kind: FILE, label: 'Avviso da un file (JSON)', required: false, accepts: ['json'] }],

  async load(context, item) {
    const { cycle, allocations, earlier } = await atOnce({
      cycle: context.stores.cycles.find(item.cycleId),
      allocations: context.stores.cycles.allocations(item.cycleId),
      earlier: context.stores.calls.ofCycle(item.cycleId),
    })
    return {
      cycleCode: cycle?.code,
      cycleTitle: cycle?.title,
      guidelinesAct: cycle?.guidelinesAct,
      allocations: allocations.map((one) => ({ year: one.year, amount: formatEuro(one.amountCents) })),
      earlierCalls: earlier
        .map((call) => {
          const end = call.status === 'DESERTED' ? 'deserto' : 'senza progetti finanziati'
          return `${call.number}. ${call.title}, chiuso il ${formatInstant(call.closesAt)}, ${end}`
        })
        .join('; '),
    }
  },

  async complete(context, item, { draftVersion: version }) {
    const file = await givenFile(context, item, version)
    const configuration = await checkedConfiguration(context, item, file)
    const rules = callRules(configuration)
    const window = callWindow(rules.window)
    if (window === null) throw new TypeError('a checked window has an hour that does not exist')
    const callId = derivedId<string>('call', item.id)
    const earlier = await context.stores.calls.ofCycle(item.cycleId)
    await context.stores.calls.add({
      id: callId,
      cycleId: item.cycleId,
      number: earlier.length + 1,
      title: rules.title,
      configuration,
      configurationSha256: configurationHash(configuration),
      ...window,
    })
    await context.stores.callDrafts.drop(item.id)
    return { callId }
  },
})
