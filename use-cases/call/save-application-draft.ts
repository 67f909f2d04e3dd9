import type { ApplicationRecord } from '../../db/call/application-store.ts'
import { partsHash, withParts } from '../../domain/call/application.ts'
import type { ApplicationDraft, ApplicationPart, DraftParts } from '../../domain/call/application.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import {
  ownApplication,
  ownLeadBody,
  requireDraft,
  requireOpen,
} from '../../procedures/call/application-access.ts'
import { voidSignedForm } from '../../procedures/call/signed-form.ts'

type Saved = { id: string; version: number; signedFormVoided: boolean }

/** Replaces a draft's content while the call is open, if it is still as it was read; the lead stays the same, and a form that
 * was signed is void. Throws NOT_FOUND, APPLICATION_ALREADY_SUBMITTED, DRAFT_DISCARDED, APPLICATION_AFTER_CLOSING, INVALID_INPUT, DRAFT_CHANGED with what it is now. */
export const saveApplicationDraft: UseCase<
  { applicationId: string; content: ApplicationDraft; version: number },
  Saved
> = async (context, { applicationId, content, version }) => {
  const draft = await ownApplication(context, applicationId)
  return write(context, draft, { content, isAsRead: draft.version === version })
}

/** Replaces some parts of a draft, if what they hold is still what was read, whatever was written meanwhile in the others: so two
 * people of a lead write in two steps. Throws as `saveApplicationDraft`. */
export const saveApplicationParts: UseCase<
  { applicationId: string; parts: DraftParts; readSha256: string },
  Saved
> = async (context, { applicationId, parts, readSha256 }) => {
  const draft = await ownApplication(context, applicationId)
  const written = Object.keys(parts) as ApplicationPart[]
  const isAsRead = partsHash(draft.content, written) === readSha256
  return write(context, draft, { content: withParts(draft.content, parts), isAsRead })
}

async function write(
  context: UseCaseContext,
  draft: ApplicationRecord,
  { content, isAsRead }: { content: ApplicationDraft; isAsRead: boolean },
): Promise<Saved> {
  const { stores, actor, now } = context
  const { id, version } = draft
  requireDraft(draft)
  const call = await stores.calls.get(draft.callId)
  requireOpen(call, now)
  if ((await ownLeadBody(context, content)) !== draft.leadBodyId) throw leadChanged()
  const contentSha256 = hashOf(content)
  if (draft.contentSha256 === contentSha256) return { id, version, signedFormVoided: false }
  const writing = { id, version, by: actor.personId, at: now }
  if (!isAsRead || !(await stores.applications.saveDraft(writing, content, contentSha256)))
    throw await changed(context, draft)
  const signedFormVoided = await voidSignedForm(context, id)
  await context.record({
    cycleId: call.cycleId,
    action: 'save-application-draft',
    subjectId: id,
    facts: { contentSha256, signedFormVoided },
  })
  return { id, version: version + 1, signedFormVoided }
}

function leadChanged(): BusinessError {
  const message = 'Il capofila di una bozza non cambia: per un altro capofila serve un’altra domanda.'
  return new BusinessError('INVALID_INPUT', {
    problems: [{ path: 'partners', code: 'LEAD_CHANGED', message }],
  })
}

/* By a colleague of the same body, or in another tab: both contents are told. */
async function changed({ stores }: UseCaseContext, application: ApplicationRecord): Promise<BusinessError> {
  const { version, content, draftedAt: savedAt } = application
  const by = (await stores.network.findPerson(application.submittedBy))?.displayName
  return new BusinessError('DRAFT_CHANGED', { by, savedAt, current: { version, savedAt, by, content } })
}
