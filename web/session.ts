import { roles } from '../domain/shared/roles.ts'
import type { DemoPerson } from '../api/route.ts'
import { functionsOf } from './shell.ts'
import { choice } from './forms/fields.ts'
import { ownPath } from './own-path.ts'
import type { ActContext, PageContext, PageRoute } from './page.ts'
import { nobody, param } from './page.ts'
import { sha256Hex } from '../domain/shared/canonical-json.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { isOpen } from '../use-cases/network/accept-invitation.ts'
import { titleOf } from '../words/codes.ts'

interface RoleGroup {
  role: string
  people: {
    accountId: string
    functionId: string | null
    name: string
    tasks: number
    function: string | null
  }[]
}

/* Where the page was asked from; `of` carries it through the form. */
const goOn = ({ query }: ActContext) => ({ to: ownPath(query['of']), receipt: null })

/** Sign-in: at the identity provider, or in the demo by choosing a person in one of its functions, who has something to do first; choosing
 * another function, and signing out. */
export const sessionPages: readonly PageRoute[] = [
  {
    path: '/sign-in',
    who: 'ANYONE',
    asks: ['next'],
    async read({ parts, query }) {
      const people = await peopleOf(parts)
      /* A sign-in that was refused comes back with where it leads. */
      const next = ownPath(query['of'] ?? query['next'])
      return {
        title: 'Entra',
        template: 'sign-in',
        view: {
          groups: people && groupsOf(people),
          begin: `/sign-in/begin?next=${encodeURIComponent(next)}`,
          next,
        },
      }
    },
    acts: [
      {
        name: 'enter',
        inAnyFunction: true,
        operation: 'POST /api/session',
        fields: { accountId: choice, functionId: choice },
        done: goOn,
      },
    ],
  },
  {
    path: '/session',
    who: 'ANYONE',
    read: () => Promise.resolve({ redirect: '/' }),
    acts: [
      {
        name: 'act-in',
        inAnyFunction: true,
        operation: 'PUT /api/session',
        fields: { functionId: choice },
        /* What was on the page was read in the other function. */
        done: () => ({ to: '/', receipt: null }),
      },
      {
        name: 'sign-out',
        inAnyFunction: true,
        operation: 'DELETE /api/session',
        done: () => ({ to: '/signed-out', receipt: null }),
      },
    ],
  },
  {
    path: '/sign-in/function',
    who: 'SIGNED_IN',
    asks: ['next'],
    read: (context) =>
      Promise.resolve({
        title: 'In quale funzione operi?',
        template: 'choose-function',
        view: { functions: functionsOf(context), next: ownPath(context.query['next']) },
      }),
  },
  {
    path: '/invitations/:token',
    who: 'ANYONE',
    async read(context) {
      const token = param(context, 'token')
      const invitation = await context.parts.reads.network.invitation(nobody, sha256Hex(token))
      if (invitation === null || !isOpen(invitation, context.now))
        throw new BusinessError('INVITATION_NOT_VALID')
      const { bodyName, role, signatory, expiresOn } = invitation
      const isDemo = context.parts.demoPeople !== null
      return {
        title: 'Invito',
        template: 'invitation',
        view: {
          ...{ bodyName, role, signatory, expiresOn },
          begin: isDemo ? null : `/sign-in/begin?invitation=${encodeURIComponent(token)}`,
          accept: `/invitations/${encodeURIComponent(token)}`,
        },
      }
    },
  },
  {
    path: '/signed-out',
    who: 'ANYONE',
    read: ({ parts }) =>
      Promise.resolve(
        parts.demoPeople === null
          ? { title: 'Sei uscito', template: 'signed-out', view: {} }
          : { redirect: '/sign-in' },
      ),
  },
]

type Chosen = DemoPerson & { tasks: number }

/* Whom the demo lets choose, each with the open tasks of the function, as the wall lets that person see them. */
async function peopleOf({ demoPeople, reads }: PageContext['parts']): Promise<Chosen[] | null> {
  const chosen: Chosen[] = []
  for (const one of (await demoPeople?.()) ?? []) chosen.push({ ...one, tasks: await reads.inbox.count(one) })
  return demoPeople === null ? null : chosen
}

/* Who has something to do comes first, whoever has most before the others; the rest by role. */
function groupsOf(people: readonly Chosen[]): RoleGroup[] {
  const busy = people.filter(({ tasks }) => tasks > 0).toSorted((one, other) => other.tasks - one.tasks)
  const idle = people.filter(({ tasks }) => tasks === 0)
  const byRole = roles.map((role) =>
    group(
      titleOf('role', role),
      idle.filter((one) => one.role === role),
    ),
  )
  return [group('Ha qualcosa da fare', busy), ...byRole].filter((one) => one.people.length > 0)
}

const group = (role: string, people: readonly Chosen[]): RoleGroup => ({
  role,
  people: people.map(({ accountId, functionId, displayName, tasks, role: held }) => ({
    ...{ accountId, functionId, name: displayName, tasks },
    function: held === null || tasks === 0 ? null : titleOf('role', held),
  })),
})
