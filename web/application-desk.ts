import { withParts } from '../domain/call/application.ts'
import type { ApplicationDraft } from '../domain/call/application.ts'
import { callRules } from '../domain/call/configuration.ts'
import type { CallRules } from '../domain/call/configuration.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { takesApplications } from './call-standing.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { hasRole } from '../procedures/context.ts'
import { applicationPlace } from './application-place.ts'
import { applicationSteps, problemLinks, stepAddress } from './application-steps.ts'
import type { Step } from './application-steps.ts'
import { heldParts, readStep } from './application-typed.ts'
import { fieldId } from './forms/form-state.ts'
import type { SentBack } from './forms/form-state.ts'
import { dueView } from './due.ts'
import type { PageContext, ReadingContext } from './page.ts'
import { param, together } from './page.ts'

/** An application with all that belongs to it, as its viewer may see it. */
export type Application = NonNullable<
  Awaited<ReturnType<ReadingContext['parts']['reads']['applications']['find']>>
>

/** A draft as its lead writes it, with its call and who may sign it; null where it is none of the viewer's. */
export interface Desk {
  application: Application
  /** The draft's content, with what was typed in the step that came back. */
  content: ApplicationDraft
  /** What was typed there and cannot be read. */
  unread: readonly Problem[]
  rules: CallRules
  call: { id: string; title: string; closesAt: Date; configurationSha256: string }
  signatories: { value: string; label: string }[]
}

/** Opens an application at the desk of its lead, in a step or as a whole: only a draft, while its call takes it. */
export async function openDesk(
  context: PageContext,
  step: Step | null,
): Promise<Desk | 'NOT_WRITTEN' | null> {
  const found = await together(context, async ({ parts, actor, now }) => {
    const application = await parts.reads.applications.find(actor, param(context, 'id'))
    const call = application && (await parts.reads.calls.find(actor, application.callId))
    if (!application || !call) return null
    const able = await parts.reads.network.signatories(actor, application.leadBodyId, localDateOf(now))
    return { application, call, able }
  })
  if (found === null) return null
  const { application, call, able } = found
  const own = hasRole(context.actor, 'ALLIANCE_LEAD', application.leadBodyId)
  const written = application.status === 'DRAFT' && takesApplications(call, context.now)
  if (!own || !written) return 'NOT_WRITTEN'
  const typed = typedOf(context.sent)
  const { parts, problems } =
    typed === null || step === null
      ? { parts: {}, problems: [] }
      : heldParts(withLead(application.content, readStep(step, typed)))
  return {
    application,
    content: withParts(application.content, parts),
    unread: problems,
    rules: callRules(call.configuration),
    call,
    signatories: able.map(({ personId, displayName }) => ({ value: personId, label: displayName })),
  }
}

const typedOf = (sent: SentBack | null) => (sent?.act === 'save' ? sent.typed : null)

/** The lead of the alliance stays as it is, but for what it brings. */
export function withLead<T extends { body: Record<string, unknown> }>(saved: ApplicationDraft, read: T): T {
  const { partners } = read.body as { partners?: { contribution?: unknown }[] }
  const lead = saved.partners.find((one) => one.role === 'LEAD')
  if (partners === undefined || lead === undefined) return read
  const [first, ...others] = partners
  const rows = [{ ...lead, contribution: first?.contribution ?? null }, ...others]
  return { ...read, body: { ...read.body, partners: rows } }
}

/** What every step shows beside its fields: the way, and what is missing or wrong, as typed so far. */
export function deskView(
  { application, content, unread, rules, call }: Desk,
  step: Step | null,
  { now }: Pick<PageContext, 'now'>,
) {
  const problems = problemsOf(application, content, rules)
  const here = unread.map(({ path, message }) => ({
    ...{
      path,
      step,
      href: `#${fieldId(path, null)}`,
      where: placeOfCell(path),
      text: message,
      later: false,
    },
  }))
  const told = new Set(unread.map(({ path }) => path))
  const index = applicationSteps.findIndex((one) => one.step === step)
  const all = [...here, ...problems.filter(({ path }) => !told.has(path))]
  return {
    id: application.id,
    applicationTitle: content.title ?? 'Domanda senza titolo',
    callId: application.callId,
    callTitle: call.title,
    closes: dueView(call.closesAt, now),
    next: applicationSteps[index + 1]?.step ?? 'overview',
    steps: stepsView(application.id, all, step),
    ...problemsView(all),
  }
}

const placeOfCell = (path: string): string => (path.startsWith('costs.') ? 'Costi' : applicationPlace(path))

/** What is missing or wrong in a draft, by step. */
export const problemsOf = (
  { id, attachments, partners }: Application,
  content: ApplicationDraft,
  rules: CallRules,
) =>
  problemLinks(
    {
      ...{ id, content, attachments },
      partners: partners.map((one) => ({
        ...{ code: one.code, name: one.name ?? one.code, standing: one.standing },
        hasLetter: one.letter !== null,
      })),
    },
    rules,
  )

type Told = ReturnType<typeof problemsOf>

/** The list: what keeps it from being submitted, and what the office will ask. */
export const problemsView = (told: readonly Omit<Told[number], 'step'>[]) => ({
  toMend: told.filter(({ later }) => !later),
  toComplete: told.filter(({ later }) => later),
})

/** The steps, each with how much is missing or wrong in it. */
export const stepsView = (id: string, told: readonly { step: Step | null }[], here: Step | null) =>
  applicationSteps.map(({ step, title }) => ({
    ...{ step, title, href: stepAddress(id, step) },
    current: step === here,
    open: told.filter((one) => one.step === step).length,
  }))
