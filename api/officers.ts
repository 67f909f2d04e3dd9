import { z } from 'zod'
import { assignOfficer, assignOfficerSchema } from '../use-cases/cycle/assign-officer.ts'
import { instant } from './answers.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Attività'
const id = z.string().max(40)
const answer = z.object({
  personId: z.string(),
  tasks: z.int().describe('Attività aperte passate a lui o lei'),
})

/** The officer of an application or a project, as their pages tell it. */
export const officer = z
  .object({ personId: z.string(), displayName: z.string(), at: instant })
  .nullable()
  .describe('L’istruttore assegnato')

/** To whom applications and projects are assigned (L. 241/1990 art. 5). */
export const officerRoutes: readonly Route[] = [
  route({
    method: 'put',
    path: '/api/applications/{applicationId}/officer',
    decides: ({ params }) => ({ matter: 'EVALUATION', subjectId: params.applicationId }),
    summary:
      'Assegna una domanda a un istruttore che nessun conflitto tiene fuori (L. 241/1990 art. 5): il responsabile del procedimento, o chi presiede',
    tag,
    who: ['PROCESS_OWNER', 'COMMITTEE_MEMBER'],
    params: z.object({ applicationId: id }),
    body: assignOfficerSchema,
    answer,
    handle: ({ run, params, body }) => run(assignOfficer, { ...params, ...body }),
  }),
  route({
    method: 'put',
    path: '/api/projects/{projectId}/officer',
    decides: ({ params }) => ({ matter: 'PROJECT', subjectId: params.projectId }),
    summary: 'Assegna un progetto a un istruttore che nessun conflitto tiene fuori (L. 241/1990 art. 5)',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ projectId: id }),
    body: assignOfficerSchema,
    answer,
    handle: ({ run, params, body }) => run(assignOfficer, { ...params, ...body }),
  }),
]
