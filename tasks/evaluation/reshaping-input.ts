import { z } from 'zod'
import { lineKey } from '../../domain/call/application.ts'
import type { Application } from '../../domain/call/application.ts'
import { cofinancingKindSchema } from '../../domain/call/configuration.ts'
import { checkReshaping, ifRefusedSchema, reshape } from '../../domain/evaluation/reshaping.ts'
import { euroSchema, ZERO } from '../../domain/shared/money.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import type { Reshapable } from '../../procedures/evaluation/reshapable.ts'

/** What a lead tells of its project reshaped to a cut grant: the cost of each line, none where it is empty, and who covers the rest. */
export const reshapingInput = z.strictObject({
  ifRefused: ifRefusedSchema.nullish(),
  lines: z
    .array(z.strictObject({ line: z.string().max(100), amount: euroSchema.nullish() }))
    .max(5000)
    .optional(),
  cofinancing: z
    .array(
      z.strictObject({
        bodyTaxCode: z.string().max(40),
        kind: cofinancingKindSchema,
        amount: euroSchema,
      }),
    )
    .max(1000)
    .optional(),
})
type Told = z.output<typeof reshapingInput>

/** The project as its lead reshapes it. */
export const reshapedOf = (
  { presented, grantCents }: Pick<Reshapable, 'presented' | 'grantCents'>,
  { lines = [], cofinancing = [] }: Told,
): Application =>
  reshape(
    presented,
    {
      costs: new Map(lines.map(({ line, amount }) => [line, amount ?? ZERO])),
      cofinancing: cofinancing.map(({ amount: amountCents, ...told }) => ({ ...told, amountCents })),
    },
    grantCents,
  )

const NO_ANSWER =
  'Scrivi che cosa fa l’Alleanza se la rimodulazione non è approvata: accetta il contributo ridotto o vi rinuncia.'
const UNKNOWN = 'Non è una voce del progetto presentato, o compare due volte: le voci non si aggiungono.'

/** What is missing or wrong in a reshaping, each at its field of the form (art. 8, 10). */
export function reshapingFaults(
  from: Pick<Reshapable, 'presented' | 'grantCents' | 'rules'>,
  told: Told,
): Problem[] {
  const rows = (told.lines ?? []).map(({ line }) => line)
  const known = from.presented.budgetLines.map(lineKey)
  const strange = rows.flatMap((line, index) =>
    known.includes(line) && rows.indexOf(line) === index
      ? []
      : [{ path: `lines[${index}].amount`, code: 'LINE_UNKNOWN', message: UNKNOWN }],
  )
  const found = checkReshaping(from.presented, reshapedOf(from, told), from.rules)
  return [
    ...(told.ifRefused ? [] : [{ path: 'ifRefused', code: 'MISSING', message: NO_ANSWER }]),
    ...strange,
    ...found.map((one) => ({ ...one, path: fieldOf(one.path, (at) => rows.indexOf(known[at] ?? '')) })),
  ]
}

/* Where a place of the project stands in the form. */
function fieldOf(path: string, rowOf: (at: number) => number): string {
  const [, at] = /^budgetLines\[(\d+)\]/.exec(path) ?? []
  if (at !== undefined) return `lines[${rowOf(Number(at))}].amount`
  if (/^(budgetLines|totalCostCents)/.test(path)) return 'lines'
  return path === 'requestedGrantCents' ? 'cofinancing' : path.replace('amountCents', 'amount')
}
