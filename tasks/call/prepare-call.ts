import { z } from 'zod'
import { call } from '../../domain/process/call.ts'
import { configurationHash, callRules } from '../../domain/call/configuration.ts'
import type { CallConfiguration, CallRules } from '../../domain/call/configuration.ts'
import { readCallConfiguration } from '../../domain/call/configuration-check.ts'
import { callWindow } from '../../domain/call/window.ts'
import type { CallWindow } from '../../domain/call/window.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import { formatEuro, formatInstant } from '../../words/formats.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import { readJsonFile } from '../../procedures/file/json.ts'

const FILE = 'CALL_CONFIGURATION'

function refuse(problems: Problem[]): never {
  throw new BusinessError('CALL_CONFIGURATION_INVALID', { problems })
}

async function uploadedConfiguration(context: StepContext, item: WorkItem): Promise<CallConfiguration> {
  const files = await context.stores.workItems.files(item.id)
  const file = files.find((one) => one.kind === FILE)
  if (file === undefined) throw new BusinessError('FILE_MISSING', { files: FILE })
  const read = readCallConfiguration(readJsonFile(await context.files.read(file.sha256), file.fileName))
  return read.ok ? read.value : refuse(read.problems)
}

async function requireCycleAllocation(
  context: StepContext,
  cycleId: string,
  rules: CallRules,
): Promise<void> {
  const assigned = await context.stores.cycles.allocations(cycleId)
  const told = rules.allocation.years.toSorted((a, b) => a.year - b.year)
  const same =
    assigned.map((one) => `${one.year} ${one.amountCents}`).join() ===
    told.map((one) => `${one.year} ${one.amountCents}`).join()
  if (same) return
  const amounts = assigned.map((one) => `${one.year}: ${formatEuro(one.amountCents)}`).join(', ')
  const message = `Le assegnazioni non sono quelle del ciclo (${amounts}).`
  refuse([{ path: 'allocation.years', code: 'NOT_OF_THE_CYCLE', message }])
}

function futureWindow(rules: CallRules, now: Date): CallWindow {
  const window = callWindow(rules.window)
  if (window !== null && now < window.closesAt) return window
  const message = 'La chiusura è già passata: nessuno potrebbe presentare una domanda.'
  refuse([{ path: 'window.closes', code: 'CLOSING_PASSED', message }])
}

/** Creates the call of a cycle from the uploaded configuration (art. 8, 9; L. 241/1990 art. 12): without every rule and
 * its source, or against the cycle's allocations, nothing is written. Throws CALL_CONFIGURATION_INVALID. */
export const prepareCall = defineTask({
  element: 'Task_PrepareCall',
  process: call,
  title: "Predisponi l'avviso pubblico",
  form: 'prepare-call',
  role: 'PROCESS_OWNER',
  subject: 'cycleId',
  decides: { nothing: 'nobody has applied yet' },
  gives: ['callId'],
  input: z.strictObject({}),
  files: [{ kind: FILE, label: 'Configurazione dell’avviso (JSON)', required: true, accepts: ['json'] }],

  async load(context, item) {
    const cycle = await context.stores.cycles.find(item.cycleId)
    const allocations = await context.stores.cycles.allocations(item.cycleId)
    const earlier = await context.stores.calls.ofCycle(item.cycleId)
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

  async complete(context, item) {
    const configuration = await uploadedConfiguration(context, item)
    const rules = callRules(configuration)
    await requireCycleAllocation(context, item.cycleId, rules)
    const window = futureWindow(rules, context.now)
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
    return { callId }
  },
})
