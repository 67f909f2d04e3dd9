import { SIGNED_FORM } from '../../domain/call/configuration.ts'
import { formHash, writtenTo } from '../../domain/call/signed-form.ts'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { envelopeBytes, pdfBytes } from '../support/small-files.ts'
import type { OpenCall } from './open-call.ts'

const FILE_BYTES = 200 * 1024

/** A file that a lead brings to its application. */
export interface Brought {
  kind: string
  fileName: string
  content: Buffer
}

/** What each lead brings, made before anything is measured; its signed form is of a form that was generated before, as large as the
 * other files. */
export async function filesOf(
  { database, drafts, kinds }: OpenCall,
  count: number,
): Promise<Map<string, Brought[]>> {
  const file = pdfBytes('a'.repeat(FILE_BYTES))
  const at = database.clock.now()
  const brought = new Map<string, Brought[]>()
  for (const { applicationId } of drafts) {
    const application = await database.stores.applications.get(applicationId)
    const call = await database.stores.calls.get(application.callId)
    const own = (kind: string) => Buffer.concat([file, Buffer.from(applicationId + kind)])
    const others = kinds.filter((kind) => kind !== SIGNED_FORM).slice(0, count - 1)
    const hashes = others.toSorted().map((kind) => ({ kind, sha256: sha256Hex(own(kind)) }))
    const form = own(SIGNED_FORM)
    const made = {
      contentSha256: formHash(writtenTo(call, application.content, hashes)),
      sha256: sha256Hex(form),
    }
    await database.stores.documents.recordFile({ sha256: made.sha256, sizeBytes: form.length, at })
    await database.stores.forms.keep(applicationId, { ...made, at })
    brought.set(applicationId, [
      ...others.map((kind) => ({ kind, fileName: `${kind}.pdf`, content: own(kind) })),
      { kind: SIGNED_FORM, fileName: 'domanda.pdf.p7m', content: envelopeBytes(form) },
    ])
  }
  return brought
}
