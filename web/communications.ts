import type { ToldCommunication } from '../db/evaluation/communication-read-model.ts'
import { receiptKinds } from '../domain/evaluation/delivery.ts'
import type { ReceiptEffect } from '../domain/evaluation/delivery.ts'
import { RECORDING_OFFICES } from '../procedures/evaluation/communication-to-record.ts'
import { titleOf, wordOf } from '../words/codes.ts'
import { choice, day, hour, text } from './forms/fields.ts'
import type { ActContext, PageAct, PageContext, PageRoute } from './page.ts'
import { holds, param, receipt, together } from './page.ts'

const FILE = 'receipt'
const PROOF = 'proof'
const ofApplication = (context: ActContext) => ({ applicationId: param(context, 'id') })
const ofCommunication = (context: ActContext) => ({
  ...ofApplication(context),
  communicationId: context.query['of'] ?? '',
})
const needsFile =
  (path: string): NonNullable<PageAct['fields']> =>
  ({ fileFields }) =>
    Promise.resolve({
      body: {},
      problems:
        fileFields.length > 0 ? [] : [{ path, code: 'FILE_MISSING', message: 'Scegli il file e riprova.' }],
    })

const acts: readonly PageAct[] = [
  {
    name: 'upload-receipt',
    operation: null,
    fields: needsFile(FILE),
    file: (field, context) =>
      field === FILE
        ? {
            operation: 'POST /api/applications/{applicationId}/communications/{communicationId}/receipts',
            params: ofCommunication(context),
          }
        : null,
    done: ({ path }) => ({
      to: path,
      receipt: receipt('Ricevuta registrata: consegna e termini sono aggiornati qui sotto.'),
    }),
  },
  {
    name: 'tell-delivery',
    operation: 'POST /api/applications/{applicationId}/communications/{communicationId}/deliveries',
    params: ofCommunication,
    fields: { kind: choice, on: day, time: hour, reason: text },
    done: ({ path }, answer) => ({
      to: path,
      receipt: receipt(
        `Registrato: ${wordOf('receiptEffect', (answer as { effect: ReceiptEffect }).effect)}.`,
      ),
    }),
  },
  {
    name: 'attach-proof',
    operation: null,
    fields: needsFile(PROOF),
    file: (field, context) =>
      field === PROOF
        ? {
            operation: 'POST /api/applications/{applicationId}/receipts/{receiptId}/proof',
            params: { ...ofApplication(context), receiptId: context.query['of'] ?? '' },
          }
        : null,
    done: ({ path }) => ({ to: path, receipt: receipt('Prova caricata.') }),
  },
  {
    name: 'resend',
    operation: 'POST /api/applications/{applicationId}/communications/{communicationId}/resend',
    params: ofCommunication,
    done: ({ path }) => ({
      to: path,
      receipt: receipt('L’esito parte di nuovo, verso l’indirizzo che il registro ha ora.'),
    }),
  },
]

/** What the lead of an application was written, what became of it, and the terms that run from its delivery; the office records the
 * receipts (DPR 68/2005 art. 6, 8). */
export const communicationPages: readonly PageRoute[] = [
  {
    path: '/applications/:id/communications',
    who: 'SIGNED_IN',
    ofOne: true,
    acts,
    async read(context) {
      const found = await together(context, async ({ parts: { reads }, actor }) => {
        const application = await reads.applications.find(actor, param(context, 'id'))
        return (
          application && {
            application,
            communications: await reads.communications.ofApplication(actor, application.id),
          }
        )
      })
      if (found === null) return null
      const { id, code, title } = found.application
      const name = code === null ? title : `${code} · ${title}`
      const communications = found.communications.map((one) => shownOf(one, context))
      return {
        title: `Comunicazioni: ${name}`,
        template: 'communications',
        view: { id, name, communications },
      }
    },
  },
]

const kinds = receiptKinds.map((kind) => ({ value: kind, label: titleOf('pecReceipt', kind) }))

const shownOf = (one: ToldCommunication, { actor }: PageContext) => {
  const records = holds(actor, ...RECORDING_OFFICES)
  const { status = null, dueAt = null } = one.request ?? {}
  return {
    ...{ ...one, status, dueAt, records, kinds: records ? kinds : null },
    isNotMade: status === 'UNDELIVERED',
    receipts: one.receipts.map((told) => ({
      ...told,
      proves: records && told.source === 'OFFICER',
      files: told.files.map((uploaded) => ({ uploaded, href: `/api/documents/${uploaded.id}` })),
    })),
  }
}
