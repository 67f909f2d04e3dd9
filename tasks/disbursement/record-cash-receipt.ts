import { z } from 'zod'
import { disbursement } from '../../domain/process/disbursement.ts'
import type { WorkItem } from '../../db/cycle/work-item-store.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateSchema, yearSchema } from '../../domain/shared/local-date.ts'
import { euroSchema, sumCents } from '../../domain/shared/money.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatDate, formatEuro } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { StepContext } from '../../procedures/context.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { defineTask } from '../task.ts'
import { amountDue } from '../../procedures/disbursement/next-step.ts'

const receipt = z.strictObject({
  choice: z.literal('NEW_RECEIPT'),
  year: yearSchema,
  amount: euroSchema,
  receivedOn: localDateSchema,
  reference: plainText({ max: 100 }),
})
const input = z.discriminatedUnion('choice', [
  receipt,
  z.strictObject({ choice: z.literal('ALREADY_RECORDED') }),
])

/** Records money of the Region, or says that it was recorded meanwhile for another project (art. 8). Payments never pass
 * the cash received so far; the cash never passes what the Region assigned to the cycle. */
export const recordCashReceipt = defineTask({
  element: 'Task_RecordCashReceipt',
  process: disbursement,
  title: "Registra l'incasso dalla Regione",
  form: 'record-cash-receipt',
  role: 'FINANCE',
  subject: 'projectId',
  decides: { nothing: 'the cash is of the whole network, whichever payment waits for it' },
  needs: ['trancheId'],
  input,

  async load(context, item) {
    const { stores } = context
    const project = await stores.projects.get(item.subjectId)
    const years = await stores.cash.years(item.cycleId)
    const { neededCents, availableCents } = await shortfall(context, item)
    return {
      code: project.code,
      title: project.title,
      needed: formatEuro(neededCents),
      available: formatEuro(availableCents),
      yearOptions: years.map(({ year, allocatedCents }) => ({
        value: year,
        label: `${year} (assegnati ${formatEuro(allocatedCents)})`,
      })),
      receipts: (await stores.cash.receipts(item.cycleId)).map((one) => ({
        year: one.year,
        amount: formatEuro(one.amountCents),
        receivedOn: formatDate(one.receivedOn),
        reference: one.reference,
      })),
      choice: availableCents >= neededCents ? 'ALREADY_RECORDED' : 'NEW_RECEIPT',
    }
  },

  async complete(context, item, told) {
    if (told.choice === 'NEW_RECEIPT') await receive(context, item, told)
    const { neededCents, availableCents } = await shortfall(context, item)
    if (told.choice === 'ALREADY_RECORDED' && availableCents < neededCents)
      throw new BusinessError('FUNDS_NOT_AVAILABLE', { neededCents, availableCents })
    return {}
  },
})

type CashItem = WorkItem & { variables: { trancheId: string } }

async function shortfall(context: StepContext, item: CashItem) {
  const { stores } = context
  const cash = await stores.cash.balance(item.cycleId)
  return {
    neededCents: await amountDue(
      context,
      await stores.projects.get(item.subjectId),
      item.variables.trancheId,
    ),
    availableCents: cash.receivedCents - cash.reservedCents,
  }
}

async function receive(context: StepContext, item: WorkItem, told: z.output<typeof receipt>): Promise<void> {
  const { stores, now } = context
  const { year, amount, receivedOn, reference } = told
  const years = await stores.cash.years(item.cycleId)
  if (!years.some((one) => one.year === year))
    refuseInput('year', 'YEAR_UNKNOWN', 'La Regione non ha assegnato risorse per questo anno.')
  if (amount === 0) refuseInput('amount', 'TOO_SMALL', 'L’importo deve essere maggiore di zero.')
  if (receivedOn > localDateOf(now)) refuseInput('receivedOn', 'IN_THE_FUTURE', 'La data è nel futuro.')
  const outcome = await stores.cash.receive(
    item.cycleId,
    { year, amountCents: amount, receivedOn, reference },
    now,
  )
  if (outcome === 'REFERENCE_TAKEN') throw new BusinessError('CASH_REFERENCE_TAKEN', { reference })
  if (outcome === 'ABOVE_ALLOCATION')
    throw new BusinessError('AMOUNT_ABOVE_LIMIT', {
      assignedCents: sumCents(years.map((one) => one.allocatedCents)),
    })
}
