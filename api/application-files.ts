import { z } from 'zod'
import { APPLICATION_FORMATS } from '../domain/call/application.ts'
import { found } from '../domain/shared/errors.ts'
import { attachApplicationFile } from '../use-cases/call/attach-application-file.ts'
import { issueReceipt } from '../use-cases/call/issue-receipt.ts'
import { makeApplicationForm } from '../use-cases/call/make-application-form.ts'
import { readApplicationForm } from '../use-cases/call/read-application-form.ts'
import { readAttachment } from '../use-cases/call/read-attachment.ts'
import { readReceipt } from '../use-cases/call/read-receipt.ts'
import { readAnswerFile } from '../use-cases/evaluation/read-answer-file.ts'
import { fileContent } from './answers.ts'
import type { LongUseCase } from '../documents/outside.ts'
import type { UseCase } from '../procedures/context.ts'
import type { FileAnswer, Route } from './route.ts'
import { route } from './route.ts'

/** Under which title the document lists what is about calls and applications. */
export const tag = 'Avvisi e domande'
/** An id in an address. */
export const id = z.string().max(40)
/** What an address about an application holds. */
export const ofApplication = z.object({ applicationId: id })
const ofAttachment = ofApplication.extend({ kind: z.string().max(40) })
const signature = z.enum(['NONE', 'UNVERIFIED']).describe('UNVERIFIED: firma presente e non verificata')
/** A file as it was taken. */
export const attached = z.object({ sha256: z.string(), signature })
/** How a file that an application brings is asked for. */
export const disposition = z
  .enum(['attachment', 'inline'])
  .optional()
  .describe('inline: un PDF si apre nella pagina; senza, e ogni altro file, si scarica')

/** A file as it was asked for: a PDF, which runs nothing of ours, may be opened in a page; what is no PDF is downloaded. */
export const shownAs = ({ file }: FileAnswer, asked: z.output<typeof disposition>): FileAnswer => ({
  file: { ...file, inline: asked === 'inline' && file.mediaType === 'application/pdf' },
})

/** What a change does to the form that was signed. */
export const signedFormVoided = z
  .boolean()
  .describe('La domanda firmata che c’era non vale più: si genera e si firma di nuovo')

type OfApplication = z.output<typeof ofApplication>
interface Asked {
  params: OfApplication
  look: <R>(read: UseCase<OfApplication, R>, of: OfApplication) => Promise<R>
  run: (make: LongUseCase<OfApplication, null>, of: OfApplication) => Promise<null>
}

/* A paper that is made when it is asked for first, and is the same file from then on. */
const paperOf =
  (read: UseCase<OfApplication, FileAnswer | null>, make: LongUseCase<OfApplication, null>) =>
  async ({ look, run, params }: Asked): Promise<FileAnswer> => {
    const made = await look(read, params)
    if (made !== null) return made
    await run(make, params)
    return found('DOCUMENT', params.applicationId, await look(read, params))
  }

/** The files of an application: what it brings, the form to sign, the receipt. */
export const applicationFileRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/attachments/{kind}',
    decides: { nothing: 'the lead acts for its own alliance' },
    summary: 'Carica un allegato chiesto dall’avviso (multipart, campo file, PDF o P7M fino a 20 MB)',
    tag,
    who: ['ALLIANCE_LEAD'],
    params: ofAttachment,
    upload: true,
    admit: async ({ reads, actor, params }) =>
      found('APPLICATION', params.applicationId, await reads.applications.seen(actor, params.applicationId)),
    accepts: () => Promise.resolve(APPLICATION_FORMATS),
    answer: attached.extend({ signedFormVoided }),
    status: 201,
    handle: ({ run, params, body }) => run(attachApplicationFile, { ...params, file: body }),
  }),
  route({
    method: 'get',
    path: '/api/applications/{applicationId}/attachments/{kind}',
    summary: 'Scarica un allegato; di una bozza, anche una versione sostituita',
    tag,
    who: 'SIGNED_IN',
    params: ofAttachment,
    query: z.strictObject({
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'L’impronta sha-256 di una versione: 64 cifre esadecimali.')
        .optional()
        .describe('Di quale versione; senza, quella che conta'),
      disposition,
    }),
    answer: fileContent,
    files: ['application/pdf', 'application/pkcs7-mime'],
    handle: async ({ look, params, query: { disposition: asked, sha256 } }) =>
      shownAs(await look(readAttachment, { ...params, sha256 }), asked),
  }),
  route({
    method: 'get',
    path: '/api/applications/{applicationId}/requests/{requestId}/files/{kind}',
    summary: 'Scarica un documento con cui il capofila ha risposto all’ufficio',
    tag,
    who: 'SIGNED_IN',
    params: ofApplication.extend({ requestId: id, kind: z.string().max(40) }),
    answer: fileContent,
    files: ['application/pdf', 'application/pkcs7-mime'],
    handle: ({ look, params }) => look(readAnswerFile, params),
  }),
  route({
    method: 'get',
    path: '/api/applications/{applicationId}/form',
    summary:
      'Scarica la domanda da firmare, generata da ciò che è scritto: con lo stesso contenuto, lo stesso file',
    tag,
    who: 'SIGNED_IN',
    params: ofApplication,
    answer: fileContent,
    files: ['application/pdf'],
    handle: paperOf(readApplicationForm, makeApplicationForm),
  }),
  route({
    method: 'get',
    path: '/api/applications/{applicationId}/receipt',
    summary: 'Scarica la ricevuta di presentazione, sempre lo stesso file (art. 10)',
    tag,
    who: 'SIGNED_IN',
    params: ofApplication,
    answer: fileContent,
    files: ['application/pdf'],
    handle: paperOf(readReceipt, issueReceipt),
  }),
]
