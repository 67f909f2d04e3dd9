import { z } from 'zod'
import { guidance } from '../../domain/process/guidance.ts'
import type { Cycle } from '../../db/cycle/cycle-store.ts'
import type { GuidanceContents, GuidanceDocument } from '../../db/guidance/guidance-store.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { addDays, localDateSchema } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { endOfDay, localDateOf } from '../../domain/shared/terms.ts'
import { formatDate } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'

const section = z.strictObject({
  title: plainText({ max: 200 }),
  text: plainText({ max: 10_000, multiline: true }),
})
const input = z.strictObject({
  title: plainText({ max: 200 }),
  context: z.array(section).max(20),
  needs: z
    .array(
      z.strictObject({ text: plainText({ max: 5000, multiline: true }), source: plainText({ max: 300 }) }),
    )
    .min(1, 'Serve almeno un bisogno del territorio.')
    .max(30),
  priorities: z.array(section).min(1, 'Serve almeno una priorità.').max(20),
  commentsUntil: localDateSchema,
})

/* A rejected version is the start of the next one. */
function contentsToStartFrom(
  last: GuidanceDocument | null,
): GuidanceContents & { rejectedVersion: number | null } {
  if (last === null)
    return {
      rejectedVersion: null,
      title: 'Documento territoriale di indirizzo sulla conciliazione',
      context: [],
      needs: [{ text: '', source: '' }],
      priorities: [{ title: '', text: '' }],
    }
  const { title, context, needs, priorities, version } = last
  return { rejectedVersion: version, title, context, needs, priorities }
}

async function cycleOf({ stores }: StepContext, cycleId: string): Promise<Cycle> {
  const cycle = await stores.cycles.find(cycleId)
  if (cycle === null) throw new Error(`no cycle ${cycleId}`)
  return cycle
}

function refuseTerm(message: string): never {
  throw new BusinessError('INVALID_INPUT', { problems: [{ path: 'commentsUntil', code: 'term', message }] })
}

/* Of a version rejected so late, comments can only end after the Region's term: refusing every day would stop the cycle. */
function isTermOver(now: Date, cycle: Cycle): boolean {
  return localDateOf(now) >= cycle.guidanceDueOn
}

function checkTerm(commentsUntil: LocalDate, now: Date, cycle: Cycle): void {
  if (commentsUntil <= localDateOf(now))
    refuseTerm('Il termine per le osservazioni deve essere un giorno futuro.')
  if (commentsUntil > cycle.guidanceDueOn && !isTermOver(now, cycle))
    refuseTerm(`Il termine per le osservazioni non può superare il {${cycle.guidanceDueOn}:day}.`)
}

/** Writes a version of the guidance document, with the day until which the network may comment on it (art. 6, 8). */
export const draftGuidance = defineTask({
  element: 'Task_DraftGuidance',
  process: guidance,
  title: 'Redigi il documento di indirizzo',
  form: 'draft-guidance',
  role: 'PROCESS_OWNER',
  subject: 'cycleId',
  decides: { nothing: 'the guidance document comes before every call' },
  gives: ['guidanceDocumentId'],
  input,

  async load(context, item) {
    const cycle = await cycleOf(context, item.cycleId)
    const last = await context.stores.guidance.latest(item.cycleId)
    const { terms } = await context.stores.networkSettings.settings()
    return {
      cycleTitle: cycle.title,
      guidelinesAct: cycle.guidelinesAct,
      dueOn: formatDate(localDateSchema.parse(cycle.guidanceDueOn)),
      termOver: isTermOver(context.now, cycle),
      ...contentsToStartFrom(last),
      commentsUntil: addDays(localDateOf(context.now), terms.guidanceCommentDays.value),
    }
  },

  async complete(context, item, { commentsUntil, ...contents }) {
    checkTerm(commentsUntil, context.now, await cycleOf(context, item.cycleId))
    const last = await context.stores.guidance.latest(item.cycleId)
    const guidanceDocumentId = await context.stores.guidance.draft({
      ...contents,
      cycleId: item.cycleId,
      version: (last?.version ?? 0) + 1,
      commentsDueAt: endOfDay(commentsUntil),
      createdAt: context.now,
    })
    return { guidanceDocumentId }
  },
})
