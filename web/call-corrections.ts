import { REASON_LENGTH } from '../api/call-corrections.ts'
import type { PublicCallDetail } from '../db/call/call-read-model.ts'
import type { ShownCorrection } from '../db/call/correction-read-model.ts'
import { callWindow } from '../domain/call/window.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { comparedRules } from '../words/compared-rules.ts'
import { formatDate } from '../words/formats.ts'
import { toldRules } from '../words/told-rules.ts'
import { day, json, lastOf } from './forms/fields.ts'
import type { Typed } from './forms/fields.ts'
import type { ActContext, PageAct, ReadingContext } from './page.ts'
import { holds, param, receipt } from './page.ts'
import { readList, shownList } from './paging.ts'

export const corrections = shownList('corrections', {}, {})

/** The versions of a call after the first, what each changed, and what whoever corrects it starts from (L. 241/1990 art. 12). */
export async function correctionsView(context: ReadingContext, call: PublicCallDetail) {
  const { parts, actor, now } = context
  const list = await readList(context, corrections, (asked) =>
    parts.reads.corrections.ofCall(actor, call.id, asked),
  )
  const { closes } = call.configuration.window.value
  const corrects = holds(actor, 'PROCESS_OWNER') && call.status === 'PUBLISHED' && now < call.closesAt
  return {
    corrections: { ...list, items: list.items.map((one) => correctionView(one, call)) },
    corrects: corrects && list.items.every(({ status }) => status !== 'PROPOSED'),
    correcting: { day: formatDate(closes.date), time: closes.time, longest: REASON_LENGTH },
  }
}

function correctionView(
  { replaced, configuration, ...shown }: ShownCorrection,
  { office }: PublicCallDetail,
) {
  const before = callWindow(replaced.window.value)
  return {
    ...shown,
    isExtended: before !== null && before.closesAt < shown.closesAt,
    parts: comparedRules(toldRules(replaced, office), toldRules(configuration, office)),
  }
}

/* The configuration in force, or the file that was brought, with the closing that was written. */
async function configurationOf(context: ActContext): Promise<{ value: unknown; problems: Problem[] }> {
  const { parts, actor, typed } = context
  const call = await parts.reads.calls.find(actor, param(context, 'id'))
  const file = json(lastOf(typed, 'content'))
  const closesOn = day(lastOf(typed, 'closesOn'))
  const problems = [
    ...('fault' in file ? [{ path: 'content', code: 'UNREADABLE', message: file.fault }] : []),
    ...('fault' in closesOn ? [{ path: 'closesOn', code: 'UNREADABLE', message: closesOn.fault }] : []),
  ]
  const base = configurationIn('value' in file ? file.value : undefined) ?? call?.configuration
  const date = 'value' in closesOn ? closesOn.value : undefined
  return { value: withClosing(base, { date, time: textOf(typed, 'closesAt') }), problems }
}

/* A file holds the configuration alone, or what the API tells of a call. */
const configurationIn = (file: unknown): unknown =>
  (file as { configuration?: unknown } | undefined)?.configuration ?? file

const textOf = (typed: Typed, name: string): string => {
  const text = lastOf(typed, name)
  return typeof text === 'string' ? text.trim() : ''
}

/* What is no configuration is left as it came, for the API to refuse. */
function withClosing(base: unknown, closes: { date: unknown; time: string }): unknown {
  const window = (base as { window?: { value?: object } } | undefined)?.window
  if (window?.value === undefined) return base
  return { ...(base as object), window: { ...window, value: { ...window.value, closes } } }
}

/** Proposing a correction on the page of a call: an extension by its day and hour, anything else by a file. */
export const correctionAct: PageAct = {
  name: 'correct',
  operation: 'POST /api/calls/{callId}/corrections',
  params: (context) => ({ callId: param(context, 'id') }),
  textFile: 'content',
  async fields(context) {
    const { value, problems } = await configurationOf(context)
    return { body: { reason: textOf(context.typed, 'reason'), configuration: value }, problems }
  },
  where: (path) => (/window(\.value)?\.closes/.test(path) ? 'Chiusura' : path),
  done: ({ path }) => ({
    to: `${path}#corrections-title`,
    receipt: receipt('Rettifica proposta: vale da quando il suo atto è adottato e pubblicato.'),
  }),
}
