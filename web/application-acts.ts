import { choice, confirmation } from './forms/fields.ts'
import type { ActContext, PageAct } from './page.ts'
import { param, receipt } from './page.ts'
import { applicationPlace } from './application-place.ts'
import { stepAddress } from './application-steps.ts'

const FILE = /^file-(.+)$/
const ofApplication = (context: ActContext) => ({ applicationId: param(context, 'id') })

/** Beginning an application: its first step is next. */
export const draftAct: PageAct = {
  name: 'draft',
  operation: 'POST /api/calls/{callId}/applications',
  params: (context) => ({ callId: param(context, 'id') }),
  done: (_, answer) => ({
    to: stepAddress((answer as { id: string }).id, 'lead'),
    receipt: receipt('La bozza è cominciata: scrivila passo per passo, e presentala prima della chiusura.'),
  }),
}

/** Files of a draft, each for its kind. */
export const attachAct: PageAct = {
  name: 'attach',
  operation: null,
  fields: ({ fileFields }) =>
    Promise.resolve({
      body: {},
      problems:
        fileFields.length > 0 ? [] : [{ path: '', code: 'FILE_MISSING', message: 'Scegli almeno un file.' }],
    }),
  file(field, context) {
    const kind = FILE.exec(field)?.[1]
    if (kind === undefined) return null
    return {
      operation: 'POST /api/applications/{applicationId}/attachments/{kind}',
      params: { ...ofApplication(context), kind },
    }
  },
  where: (place) => (FILE.test(place) ? 'Allegato' : place),
  done: ({ path }) => ({ to: path, receipt: receipt('Allegati caricati.') }),
}

/** Presenting an application: its own page is next, with the receipt (art. 10). */
export const submitAct: PageAct = {
  name: 'submit',
  operation: 'POST /api/applications/{applicationId}/submit',
  params: ofApplication,
  fields: { signatory: choice, reviewedSha256: choice },
  where: applicationPlace,
  done: (context) => ({
    to: `/applications/${param(context, 'id')}`,
    receipt: receipt('Domanda presentata: la ricevuta è qui sotto.'),
  }),
}

/** Deleting a draft, for good: the page of its call is next. */
export const discardAct: PageAct = {
  name: 'discard',
  operation: 'POST /api/applications/{applicationId}/discard',
  params: ofApplication,
  fields: { confirmed: confirmation('Conferma che vuoi eliminare la bozza.'), readSha256: choice },
  done: ({ path }) => ({ to: path, receipt: receipt('Bozza eliminata.') }),
}

/** Beginning anew from what a withdrawn application held: its first step is next. */
export const redraftAct: PageAct = {
  name: 'redraft',
  operation: 'POST /api/applications/{applicationId}/redraft',
  params: ofApplication,
  done: (_, answer) => ({
    to: stepAddress((answer as { id: string }).id, 'lead'),
    receipt: receipt(
      'La nuova bozza ha testi e allegati della domanda ritirata. Da rifare: la domanda firmata, dove l’avviso la chiede, e le conferme dei partner.',
    ),
  }),
}

/** Taking a presented application back (art. 10). */
export const withdrawAct: PageAct = {
  name: 'withdraw',
  operation: 'POST /api/applications/{applicationId}/withdraw',
  params: ofApplication,
  fields: { confirmed: confirmation('Conferma che vuoi ritirare la domanda.') },
  done: ({ path }) => ({ to: path, receipt: receipt('Domanda ritirata.') }),
}
