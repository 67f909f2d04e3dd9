import { z } from 'zod'
import { formatAmount, formatEuro } from '../../words/formats.ts'
import type { Project } from '../../db/alliance/project-store.ts'
import { chargeYears } from '../../domain/disbursement/book.ts'
import { allianceProject } from '../../domain/process/alliance-project.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateSchema, yearSchema } from '../../domain/shared/local-date.ts'
import { euroSchema, sumCents } from '../../domain/shared/money.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { plainText } from '../../domain/shared/text.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import type { StepContext } from '../../procedures/context.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { actPhrase, citeAct } from '../../documents/act/document-base.ts'
import { defineTask } from '../task.ts'

const input = z.strictObject({
  number: plainText({ max: 50 }),
  committedOn: localDateSchema,
  years: z
    .array(z.strictObject({ year: yearSchema, amount: euroSchema }))
    .min(1)
    .max(10),
})

/** Records the commitment of the grant in the accounts, once its act has effects: without it nothing is liquidated. It charges
 * one or more years of the Region's allocation, each as far as it has room; the oldest are proposed first. Throws
 * ALLOCATION_EXHAUSTED. */
export const recordCommitment = defineTask({
  element: 'Task_RecordCommitment',
  process: allianceProject,
  title: "Registra l'impegno di spesa",
  form: 'record-commitment',
  role: 'FINANCE',
  subject: 'projectId',
  decides: 'PROJECT',
  input,

  async load(context, item) {
    const project = await context.stores.projects.get(item.subjectId)
    const years = await context.stores.cash.years(item.cycleId)
    const proposed = chargeYears(
      project.grantCents,
      years.map((one) => ({ year: one.year, freeCents: one.allocatedCents - one.committedCents })),
    )
    return {
      code: project.code,
      title: project.title,
      grant: formatEuro(project.grantCents),
      cup: project.cup,
      grantAct: await citeAct(context, 'GRANT', project.id),
      years: years.map(({ year, allocatedCents, committedCents }, index) => ({
        year,
        room: `assegnati ${formatEuro(allocatedCents)}, già impegnati ${formatEuro(committedCents)}`,
        amount: formatAmount(proposed[index]?.amountCents ?? 0),
      })),
    }
  },

  async complete(context, item, { number, committedOn, years }) {
    const { stores, now } = context
    const project = await stores.projects.get(item.subjectId)
    const act = await stores.acts.inForce('GRANT', project.id)
    if (act?.effectiveAt == null || project.agreementSignedOn === null)
      throw new Error(`the grant of project ${project.id} has no effects: ${act ? actPhrase(act) : 'no act'}`)
    const earliest = { day: project.agreementSignedOn, what: 'dell’accordo di alleanza' }
    checkDay(committedOn, { path: 'committedOn', earliest, today: localDateOf(now) })
    await stores.projects.recordCommitment(project.id, { number, on: committedOn })
    await charge(context, project, { number, years })
    return {}
  },
})

async function charge(
  { stores, now }: StepContext,
  project: Project,
  { number, years }: Pick<z.output<typeof input>, 'number' | 'years'>,
): Promise<void> {
  const known = (await stores.cash.years(project.cycleId)).map((one) => one.year)
  const told = years.map((one) => one.year)
  if (new Set(told).size < told.length || !told.every((year) => known.includes(year)))
    refuseInput(
      'years',
      'YEAR_UNKNOWN',
      'Ogni anno assegnato dalla Regione si indica una volta, e nessun altro.',
    )
  if (sumCents(years.map((one) => one.amount)) !== project.grantCents)
    refuseInput('years', 'NOT_THE_GRANT', `Gli importi degli anni devono dare {${project.grantCents}:euro}.`)
  const charged = years
    .filter((one) => one.amount > 0)
    .map((one) => ({ year: one.year, amountCents: one.amount }))
  const full = await stores.cash.commit(project, { number, years: charged, at: now })
  if (full === null) return
  const leftCents = full.allocatedCents - full.committedCents
  throw new BusinessError('ALLOCATION_EXHAUSTED', { year: full.year, leftCents })
}
