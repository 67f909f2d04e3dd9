import type { Problem } from '../domain/shared/problem.ts'
import { choice, confirmation, json, lastOf } from './forms/fields.ts'
import type { ActContext, PageAct } from './page.ts'
import { param, receipt } from './page.ts'
import { applicationPlace } from './application-place.ts'

const CONTENT = 'content'
const FILE = /^file-(.+)$/
const ofApplication = (context: ActContext) => ({ applicationId: param(context, 'id') })

/* An application is written in a file: what the file holds is the operation's body. */
function contentOf({ typed }: ActContext): Promise<{ body: unknown; problems: Problem[] }> {
  const reading = json(lastOf(typed, CONTENT))
  const fault =
    'fault' in reading ? reading.fault : reading.value === undefined ? 'Scegli il file della domanda.' : null
  const problems = fault === null ? [] : [{ path: CONTENT, code: 'UNREADABLE', message: fault }]
  return Promise.resolve({ body: 'value' in reading ? reading.value : undefined, problems })
}

const ofFile = { textFile: CONTENT, fields: contentOf, where: applicationPlace }

/** Beginning an application, from its file. */
export const draftAct: PageAct = {
  ...ofFile,
  name: 'draft',
  operation: 'POST /api/calls/{callId}/applications',
  params: (context) => ({ callId: param(context, 'id') }),
  done: (_, answer) => ({
    to: `/applications/${(answer as { id: string }).id}`,
    receipt: receipt('Bozza salvata: aggiungi gli allegati e presentala prima della chiusura.'),
  }),
}

/** What its lead does with an application: files, a new content, presenting it, taking it back (art. 10). */
export const applicationActs: readonly PageAct[] = [
  {
    name: 'attach',
    operation: null,
    fields: ({ fileFields }) =>
      Promise.resolve({
        body: {},
        problems:
          fileFields.length > 0
            ? []
            : [{ path: 'attachments', code: 'FILE_MISSING', message: 'Scegli almeno un file.' }],
      }),
    file(field, context) {
      const kind = FILE.exec(field)?.[1]
      if (kind === undefined) return null
      return {
        operation: 'POST /api/applications/{applicationId}/attachments/{kind}',
        params: { ...ofApplication(context), kind },
      }
    },
    done: ({ path }) => ({ to: path, receipt: receipt('Allegati caricati.') }),
  },
  {
    ...ofFile,
    name: 'save',
    operation: 'PUT /api/applications/{applicationId}',
    params: ofApplication,
    done: ({ path }) => ({ to: path, receipt: receipt('Bozza salvata con il contenuto del file.') }),
  },
  {
    name: 'submit',
    operation: 'POST /api/applications/{applicationId}/submit',
    params: ofApplication,
    fields: { signatory: choice },
    where: applicationPlace,
    done: ({ path }) => ({ to: path, receipt: receipt('Domanda presentata: la ricevuta è qui sotto.') }),
  },
  {
    name: 'withdraw',
    operation: 'POST /api/applications/{applicationId}/withdraw',
    params: ofApplication,
    fields: { confirmed: confirmation('Conferma che vuoi ritirare la domanda.') },
    done: ({ path }) => ({ to: path, receipt: receipt('Domanda ritirata.') }),
  },
]
