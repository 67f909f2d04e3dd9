import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { toAnswer } from '../api/http-errors.ts'
import { BusinessError, TransientError } from '../domain/shared/errors.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { choice, fieldOf, readFields, ticked, versionIn } from './forms/fields.ts'
import type { Typed } from './forms/fields.ts'
import { changeRows } from './forms/rows.ts'
import { textsIn, writtenIn } from './forms/sent-form.ts'
import type { SentForm } from './forms/sent-form.ts'
import type { Refusal, SentBack } from './forms/form-state.ts'
import type { ActContext, Done, PageAct, PageContext, WebParts } from './page.ts'

type RefusedAnswer = ReturnType<typeof toAnswer> & { error: Error }

/** What became of a form: carried out, with the page to go to; or the same page again, refused or with its rows changed. */
type Outcome = Done | Refusal

interface Acting {
  parts: WebParts
  act: PageAct
  context: PageContext
  request: Request
  response: Response
  form: SentForm
  /** Legal time at which the form came: nothing that waits makes it late (art. 10). */
  arrivedAt: Date
}

const ALREADY_SENT =
  'Questo modulo è già stato inviato con altri dati, e quell’invio è registrato. Controlla prima di inviarlo ancora.'

/** Carries out a form that was sent to its page, once however often it comes. Throws what is no refusal of the form. */
export async function carryOutAct(acting: Acting): Promise<Outcome> {
  const { form, response } = acting
  const changed = changeRows(form.typed) ?? (await reshaped(acting))
  if (changed !== null) return sentBack(acting, changed, ONLY_ROWS)
  try {
    return await carriedOut(acting)
  } catch (error) {
    const refused = refusalOf(error)
    await keepIfOver(acting, error)
    if (refused.retryAfter !== undefined) response.setHeader('Retry-After', refused.retryAfter)
    return sentBack(acting, form.typed, refused)
  }
}

const reshaped = async ({ act, context, form }: Acting) =>
  (await act.reshape?.({ ...context, typed: form.typed, fileFields: [] })) ?? null

/* The page of what has ended, or is somebody else's now, has no form to go on with. Whatever becomes of it, the first refusal is told. */
async function keepIfOver(acting: Acting, error: unknown): Promise<void> {
  const { ifOver } = acting.act
  if (!ifOver?.codes.some((code) => codesOf(error).includes(code))) return
  const form = { typed: acting.form.typed, files: new Map(), refused: new Map() }
  await carriedOut({ ...acting, act: ifOver.act, form }).catch((again: unknown) => {
    if (!(again instanceof BusinessError)) throw again
  })
}

const codesOf = (error: unknown): string[] => {
  if (!(error instanceof BusinessError)) return []
  const { problems = [] } = error.facts as { problems?: Problem[] }
  return [error.code, ...problems.map(({ code }) => code)]
}

/* Only what tells people something comes back to them with their form; who is no longer signed in signs in first. */
function refusalOf(error: unknown): RefusedAnswer {
  const signedOut = error instanceof BusinessError && error.code === 'NOT_SIGNED_IN'
  if (signedOut || !(error instanceof BusinessError || error instanceof TransientError)) throw error
  const answer = { ...toAnswer(error, randomUUID()), error }
  return answer.code === 'REQUEST_KEY_REUSED' ? { ...answer, message: ALREADY_SENT } : answer
}

const ONLY_ROWS = { status: 200, message: null, details: {}, error: null }

/** The form of a page again, as it was written, and not sent. */
export const shownAgain = (acting: Acting, message: string): Refusal =>
  sentBack(acting, acting.form.typed, { ...ONLY_ROWS, message })

/* The same page, with what was typed. Nobody knows whether what did not answer was carried out: sent again it keeps its
   key, and so does what must be confirmed. */
function sentBack(
  { act, context }: Acting,
  typed: Typed,
  {
    status,
    message,
    error,
    details = {},
  }: Omit<RefusedAnswer, 'code' | 'message' | 'error'> & Pick<Refusal, 'message' | 'error'>,
): Refusal {
  const told = { problems: [], confirmation: null, current: null, ...(details as Partial<SentBack>) }
  return {
    ...{ status, message, error, where: act.where ?? ((path) => path), texts: textsIn(typed, chosenIn(act)) },
    sent: {
      ...{ act: act.form ?? act.name, of: context.query['of'] ?? null, typed, ...told },
      key: status === 503 || told.confirmation !== null ? keyOf(typed) : null,
    },
  }
}

/* What is chosen is a code, and chosen again in a moment. */
const chosenIn = ({ fields }: PageAct): string[] =>
  typeof fields === 'object'
    ? Object.keys(fields).filter((name) => fields[name] === choice || fields[name] === ticked)
    : []

function keyOf(typed: Typed): string | null {
  const key = fieldOf(typed, 'key')
  return typeof key === 'string' ? key : null
}

async function carriedOut(acting: Acting): Promise<Outcome> {
  const { parts, act, request, response, arrivedAt, form } = acting
  const fileFields = [...form.files.keys(), ...form.refused.keys()]
  const context: ActContext = { ...acting.context, typed: form.typed, fileFields }
  const wrongFiles = await storeFiles(acting, context)
  const { body, problems } = await readBody(act, context)
  const wrong = [...wrongFiles, ...problems]
  if (wrong.length > 0)
    throw new BusinessError('INVALID_INPUT', {
      problems: [...wrong, ...furtherProblems(acting, body, wrong)],
    })
  const answer =
    act.operation === null
      ? null
      : await parts.operations.carryOut(act.operation, {
          ...{ request, response, arrivedAt },
          key: fieldOf(form.typed, 'key'),
          version: versionIn(form.typed),
          ...inFunction(act, form),
          ...(act.byTyped && { content: sentWith(form) }),
          params: act.params?.(context) ?? context.params,
          body: () => body,
        })
  return act.done(context, answer)
}

const sentWith = ({ typed, files }: SentForm) => [
  typed,
  [...files].map(([field, { sha256 }]) => [field, sha256]),
]

/* Told once more, in case another was chosen since the form was read. */
const inFunction = ({ inAnyFunction }: PageAct, { typed }: SentForm) =>
  inAnyFunction ? {} : { writtenIn: writtenIn(typed) }

const readBody = async ({ fields = {} }: PageAct, context: ActContext) =>
  typeof fields === 'function' ? fields(context) : readFields(fields, context.typed)

/* All that is wrong is told at once: also what the operation has against the fields that could be read. */
function furtherProblems({ parts, act }: Acting, body: unknown, wrong: readonly Problem[]): Problem[] {
  const told = new Set(wrong.map(({ path }) => path))
  return act.operation === null
    ? []
    : parts.operations.problemsOf(act.operation, body).filter(({ path }) => !told.has(path))
}

/* Each file by its own operation; one that is refused keeps the form from being sent, and the others stay. */
async function storeFiles(
  { parts, act, request, response, arrivedAt, form }: Acting,
  context: ActContext,
): Promise<Problem[]> {
  const { files, refused } = form
  const asked = { request, response, arrivedAt, ...inFunction(act, form), key: undefined }
  const problems: Problem[] = []
  for (const [field, error] of refused) {
    const taken = act.file?.(field, context)
    const told = taken
      ? await parts.operations.refusalOfFile(
          taken.operation,
          { ...asked, params: taken.params, body: () => null },
          error,
        )
      : error
    problems.push(toldOf(field, told instanceof BusinessError ? told : error))
  }
  for (const [field, file] of files) {
    const taken = act.file?.(field, context)
    if (!taken) continue
    const { operation, params } = taken
    await parts.operations
      .carryOut(operation, { ...asked, params, body: () => file })
      .catch((error: unknown) => {
        if (!(error instanceof BusinessError)) throw error
        problems.push(toldOf(field, error))
      })
  }
  return problems
}

/* What is wrong with the file itself, where that is told: its field has no places of its own. */
function toldOf(path: string, error: BusinessError): Problem {
  const { message, code, details } = toAnswer(error, '')
  const problems = (details?.['problems'] ?? []) as Problem[]
  return { path, code, message: problems.map((one) => one.message).join(' ') || message }
}
