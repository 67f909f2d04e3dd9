import { REASON_LENGTH } from '../api/call-corrections.ts'
import type { PublicCallDetail } from '../db/call/call-read-model.ts'
import type { ShownCorrection } from '../db/call/correction-read-model.ts'
import type { CallConfiguration } from '../domain/call/configuration.ts'
import { callWindow } from '../domain/call/window.ts'
import { isCallPlace } from '../words/call-problems.ts'
import { comparedRules } from '../words/compared-rules.ts'
import { formatDate } from '../words/formats.ts'
import { toldRules } from '../words/told-rules.ts'
import { day, hour, lastOf, readFields, text } from './forms/fields.ts'
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
  const isOwner = holds(actor, 'PROCESS_OWNER')
  const corrects = isOwner && call.status === 'PUBLISHED' && now < call.closesAt
  return {
    corrections: {
      ...list,
      items: list.items.map((one) => ({
        ...correctionView(one, call),
        takesBack: isOwner && one.status === 'PROPOSED',
      })),
    },
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

/** Taking a proposed correction back, with the reason, beside it. */
export const withdrawCorrectionAct: PageAct = {
  name: 'withdraw-correction',
  operation: 'POST /api/calls/{callId}/corrections/{correctionId}/withdraw',
  params: (context) => ({ callId: param(context, 'id'), correctionId: context.query['of'] ?? '' }),
  fields: { reason: text },
  done: ({ path }) => ({
    to: `${path}#corrections-title`,
    receipt: receipt('Rettifica ritirata: l’avviso resta com’è, e ciò che era scritto è di nuovo in bozza.'),
  }),
}

const closingFields = { closesOn: day, closesAt: hour } as const
const LACKING = {
  closesOn: 'Scrivi il giorno della nuova chiusura.',
  closesAt: 'Scrivi l’ora della nuova chiusura.',
}

/* The closing as it was written; what of it is missing is told at its field. */
function closingIn(typed: Typed) {
  const { body, problems } = readFields(closingFields, typed)
  const missing = Object.entries(LACKING)
    .filter(([path]) => body[path] === undefined)
    .map(([path, message]) => ({ path, code: 'MISSING', message }))
  return { closes: { date: body['closesOn'], time: body['closesAt'] }, problems: [...problems, ...missing] }
}

/* The configuration in force, with the closing that was written where that can be read. */
async function extended({ parts, actor, typed, ...context }: ActContext) {
  const call = await parts.reads.calls.find(actor, context.params['id'] ?? '')
  const { closes, problems } = closingIn(typed)
  const isRead = problems.length === 0
  return {
    configuration: call && isRead ? withClosing(call.configuration, closes) : call?.configuration,
    problems,
  }
}

const textOf = (typed: Typed, name: string): string => {
  const text = lastOf(typed, name)
  return typeof text === 'string' ? text.trim() : ''
}

const withClosing = (
  { window, ...call }: CallConfiguration,
  closes: { date: unknown; time: unknown },
): unknown => ({ ...call, window: { ...window, value: { ...window.value, closes } } })

/** Proposing an extension on the page of a call, by its day and hour; any other correction is written on pages of its own. */
export const extensionAct: PageAct = {
  name: 'extend',
  operation: 'POST /api/calls/{callId}/corrections',
  params: (context) => ({ callId: param(context, 'id') }),
  async fields(context) {
    const { configuration, problems } = await extended(context)
    return { body: { reason: textOf(context.typed, 'reason'), configuration }, problems }
  },
  where: (path) => (isCallPlace(path) ? '' : path),
  done: ({ path }) => ({
    to: `${path}#corrections-title`,
    receipt: receipt('Proroga proposta: vale da quando il suo atto è adottato e pubblicato.'),
  }),
}
