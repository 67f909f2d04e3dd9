import { z } from 'zod'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateSchema, yearSchema } from '../../domain/shared/local-date.ts'
import { newId } from '../../domain/shared/ids.ts'
import { centsSchema } from '../../domain/shared/money.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'

const allocation = z.strictObject({
  year: yearSchema,
  amountCents: centsSchema.refine(
    (amount) => amount > 0,
    'L’importo dell’anno deve essere maggiore di zero.',
  ),
})

/** What opens a cycle: the Region's guidelines, the days of its terms (`YYYY-MM-DD`) and the yearly sums in cents. */
export const openCycleSchema = z
  .strictObject({
    code: z
      .string()
      .trim()
      .regex(/^[A-Z0-9][A-Z0-9-]{2,19}$/, 'Il codice ha da 3 a 20 lettere maiuscole, cifre o trattini.'),
    title: plainText({ max: 200 }),
    guidelinesAct: plainText({ max: 200 }),
    guidanceDueOn: localDateSchema,
    endsOn: localDateSchema,
    allocations: z.array(allocation).min(1, 'Serve almeno un anno con il suo importo.').max(10),
  })
  .refine((cycle) => cycle.endsOn > cycle.guidanceDueOn, {
    path: ['endsOn'],
    message: 'Il ciclo finisce dopo il termine del documento di indirizzo.',
  })
  .refine((cycle) => new Set(cycle.allocations.map((one) => one.year)).size === cycle.allocations.length, {
    path: ['allocations'],
    message: 'Ogni anno compare una volta sola.',
  })

/** Opens a cycle on the Region's guidelines and starts its process (art. 8). Throws NOT_ALLOWED, CYCLE_CODE_TAKEN, INVALID_INPUT. */
export const openCycle: UseCase<z.output<typeof openCycleSchema>, { cycleId: string }> = async (
  { stores, now, actor, record },
  command,
) => {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  if (command.guidanceDueOn <= localDateOf(now))
    throw new BusinessError('INVALID_INPUT', {
      problems: [
        {
          path: 'guidanceDueOn',
          code: 'past',
          message: 'Il termine del documento di indirizzo è già passato.',
        },
      ],
    })
  const { allocations, ...cycle } = command
  const cycleId = newId<string>()
  const opened = await stores.cycles.open(
    { ...cycle, id: cycleId, processOwnerId: actor.personId, openedAt: now },
    allocations,
  )
  if (!opened) throw new BusinessError('CYCLE_CODE_TAKEN', { code: cycle.code })
  await stores.outbox.publishMessage({
    cycleId,
    name: 'CycleOpened',
    correlationKey: cycleId,
    variables: { cycleId },
  })
  await record({ cycleId, action: 'open-cycle', subjectId: cycleId, facts: { ...command } })
  return { cycleId }
}
