import type { OperationName } from '../api/operations.ts'
import type { OfficerSubject } from '../db/cycle/officer-store.ts'
import { offeredOfficers } from '../procedures/cycle/who-may-examine.ts'
import { choice, text } from './forms/fields.ts'
import type { PageAct, PageContext } from './page.ts'
import { param, receipt } from './page.ts'

/** To whom the viewer may assign an application or a project, as choices; null for who assigns none. */
export async function officerOptions({ parts, actor }: PageContext, subject: OfficerSubject) {
  const offered = await parts.look(actor, offeredOfficers, subject)
  return offered && offered.map(({ personId, displayName }) => ({ value: personId, label: displayName }))
}

const assigning = (operation: OperationName, name: string): PageAct => ({
  name: 'assign-officer',
  operation,
  params: (context) => ({ [name]: param(context, 'id') }),
  fields: { personId: choice, reason: text },
  done: ({ path }) => ({
    to: path,
    receipt: receipt(
      'Istruttore assegnato: le attività aperte che nessun altro ha in carico sono passate a lui o lei.',
    ),
  }),
})

export const assignApplicationAct = assigning(
  'PUT /api/applications/{applicationId}/officer',
  'applicationId',
)
export const assignProjectAct = assigning('PUT /api/projects/{projectId}/officer', 'projectId')
