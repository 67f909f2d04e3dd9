import type { ApplicationRecord } from '../../db/call/application-store.ts'
import { formFiles } from '../../domain/call/signed-form.ts'
import type { StepContext } from '../../procedures/context.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { toldApplication } from '../../words/told-application.ts'
import { isDemonstration, toldRules } from '../../words/told-rules.ts'
import { documentBase } from '../act/document-base.ts'

/** The view model of an application as its lead signs it, dated when it was last written (art. 10). */
export async function applicationFormDocument(
  context: StepContext,
  application: ApplicationRecord,
  contentSha256: string,
): Promise<DocumentViewModel<'application-form'>> {
  const { stores } = context
  const { id, content, draftedAt } = application
  const { cycleId, configuration, rules } = await stores.calls.get(application.callId)
  const files = formFiles(await stores.attachments.of(id))
  const signatory = content.signatory?.personId ?? null
  const person = signatory === null ? null : await stores.network.findPerson(signatory)
  const people = new Map(person === null ? [] : [[person.id, person.displayName]])
  const base = await documentBase(context, { cycleId, documentId: id, issuedAt: draftedAt })
  const { lead, responsible } = base
  const office = { name: lead.name, pec: lead.pec, responsible: responsible.name }
  return {
    ...base,
    call: { code: configuration.code, title: configuration.title.value },
    title: content.title || '–',
    leadName: content.partners.find(({ role }) => role === 'LEAD')?.bodyName ?? '–',
    contentSha256,
    demonstration: isDemonstration(toldRules(configuration, office)),
    parts: toldApplication(content, rules, { files, people }).map(({ title, groups, table }) => ({
      title,
      groups,
      table,
    })),
  }
}
