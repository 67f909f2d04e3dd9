import type { Role } from '../domain/shared/roles.ts'
import { roles } from '../domain/shared/roles.ts'
import type { DemoPerson } from '../api/route.ts'
import { functionsOf } from './shell.ts'
import { choice } from './forms/fields.ts'
import { ownPath } from './own-path.ts'
import type { ActContext, PageRoute } from './page.ts'
import { nobody, param } from './page.ts'
import { sha256Hex } from '../domain/shared/canonical-json.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { isOpen } from '../use-cases/network/accept-invitation.ts'
import { titleOf } from '../words/codes.ts'

interface RoleGroup {
  role: string
  people: { accountId: string; functionId: string | null; name: string }[]
}

/* Where the page was asked from; `of` carries it through the form. */
const goOn = ({ query }: ActContext) => ({ to: ownPath(query['of']), receipt: null })

/** Sign-in: at the identity provider, or in the demo by choosing a person in one of its functions, grouped by role; choosing
 * another function, and signing out. */
export const sessionPages: readonly PageRoute[] = [
  {
    path: '/sign-in',
    who: 'ANYONE',
    asks: ['next'],
    async read({ parts, query }) {
      const people = await parts.demoPeople?.()
      return {
        title: 'Entra',
        template: 'sign-in',
        view: {
          groups: people === undefined ? null : rolesHeld(people).map((role) => groupOf(role, people)),
          begin: `/sign-in/begin?next=${encodeURIComponent(ownPath(query['next']))}`,
          next: ownPath(query['next']),
        },
      }
    },
    acts: [
      {
        name: 'enter',
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
        operation: 'PUT /api/session',
        fields: { functionId: choice },
        /* What was on the page was read in the other function. */
        done: () => ({ to: '/', receipt: null }),
      },
      {
        name: 'sign-out',
        operation: 'DELETE /api/session',
        done: () => ({ to: '/signed-out', receipt: null }),
      },
    ],
  },
  {
    path: '/sign-in/function',
    who: 'SIGNED_IN',
    asks: ['next'],
    async read(context) {
      return {
        title: 'In quale funzione operi?',
        template: 'choose-function',
        view: { functions: await functionsOf(context), next: ownPath(context.query['next']) },
      }
    },
  },
  {
    path: '/invitations/:token',
    who: 'ANYONE',
    async read(context) {
      const token = param(context, 'token')
      const invitation = await context.parts.reads.network.invitation(nobody, sha256Hex(token))
      if (invitation === null || !isOpen(invitation, context.now))
        throw new BusinessError('INVITATION_NOT_VALID')
      const { bodyName, role, expiresOn } = invitation
      const isDemo = context.parts.demoPeople !== null
      return {
        title: 'Invito',
        template: 'invitation',
        view: {
          ...{ bodyName, role, expiresOn },
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

const rolesHeld = (people: readonly DemoPerson[]): Role[] =>
  roles.filter((role) => people.some((one) => one.role === role))

function groupOf(role: Role, people: readonly DemoPerson[]): RoleGroup {
  const own = people.filter((one) => one.role === role)
  return {
    role: titleOf('role', role),
    people: own.map(({ accountId, functionId, displayName }) => ({
      accountId,
      functionId,
      name: displayName,
    })),
  }
}
