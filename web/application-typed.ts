import { applicationDraftSchema } from '../domain/call/application.ts'
import type { DraftParts } from '../domain/call/application.ts'
import { parseWith } from '../domain/shared/problem.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { typedBudget } from './application-budget.ts'
import { partsOf } from './application-steps.ts'
import type { Step } from './application-steps.ts'
import { choice, day, euro, fieldOf, integer, readFields } from './forms/fields.ts'
import type { FormShape, Reader, Typed } from './forms/fields.ts'
import { withoutEmptyEnd } from './forms/rows.ts'

/** What was typed in a step: its parts as a draft holds them, and what cannot be read. */
interface TypedParts {
  body: Record<string, unknown>
  problems: Problem[]
}

const chosen: Reader = (typed) => ({
  value: (Array.isArray(typed) ? (typed as readonly Typed[]) : [typed]).filter(
    (one) => typeof one === 'string',
  ),
})

const SIGNATORY: FormShape = { personId: choice, capacity: choice, mandate: choice }
const NOTICE: FormShape = { reference: choice, publishedOn: day, address: choice }
const PARTNER: FormShape = {
  ...{ bodyTaxCode: choice, bodyVatNumber: choice, bodyName: choice, bodyAddress: choice },
  ...{ bodyKind: choice, role: choice, size: choice, contribution: choice },
}

const readers: Readonly<Record<Step, (typed: Typed) => TypedParts>> = {
  lead: (typed) =>
    joined(
      readFields({ title: choice, contacts: [{ name: choice, email: choice, phone: choice }] }, typed),
      group('signatory', SIGNATORY, typed),
    ),
  partners: (typed) => readFields({ partners: [PARTNER] }, typed),
  actions: (typed) =>
    readFields(
      { areaId: choice, summary: choice, actions: [{ areaId: choice, need: choice, action: choice }] },
      typed,
    ),
  budget: typedBudget,
  cofinancing: (typed) =>
    readFields(
      {
        requestedGrantCents: euro,
        cofinancing: [{ bodyTaxCode: choice, kind: choice, amountCents: euro }],
      },
      typed,
    ),
  results: (typed) => readFields({ indicators: [{ id: choice, expected: integer }] }, typed),
  notice: (typed) => group('partnerNotice', NOTICE, typed),
  attachments: (typed) => readFields({ declarations: chosen }, typed),
}

/** Reads what was typed in a step. What is empty is missing, which a draft may be; empty rows at the end of a list are none. */
export function readStep(step: Step, typed: Typed): TypedParts {
  const { body, problems } = readers[step](typed)
  for (const [part, value] of Object.entries(body))
    if (Array.isArray(value) && part !== 'declarations') body[part] = withoutEmptyEnd(value)
  for (const part of partsOf(step)) body[part] ??= null
  return { body, problems }
}

function group(name: string, shape: FormShape, typed: Typed): TypedParts {
  const { body, problems } = readFields(shape, fieldOf(typed, name), name)
  return { body: Object.keys(body).length === 0 ? {} : { [name]: body }, problems }
}

const joined = (one: TypedParts, other: TypedParts): TypedParts => ({
  body: { ...one.body, ...other.body },
  problems: [...one.problems, ...other.problems],
})

/** The parts of what was typed that a draft can hold: what cannot be read yet is missing, and told beside. */
export function heldParts({ body, problems }: TypedParts): { parts: DraftParts; problems: Problem[] } {
  const schema = applicationDraftSchema.partial()
  const first = parseWith(schema, body)
  if (first.ok) return { parts: first.value, problems }
  const cleared = structuredClone(body)
  for (const { path } of first.problems) clear(cleared, path.split(/[.[\]]+/).filter(Boolean))
  const again = parseWith(schema, cleared)
  const told = new Set(problems.map(({ path }) => path))
  const further = first.problems.filter(({ path }) => !told.has(path))
  return { parts: again.ok ? again.value : {}, problems: [...problems, ...further] }
}

function clear(within: unknown, [name = '', ...rest]: readonly string[]): void {
  if (typeof within !== 'object' || within === null) return
  const place = within as Record<string, unknown>
  if (rest.length === 0) place[name] = null
  else clear(place[name], rest)
}
