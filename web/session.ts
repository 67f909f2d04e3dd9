import type { Role } from '../domain/shared/roles.ts'
import { roles } from '../domain/shared/roles.ts'
import type { DemoPerson } from '../api/route.ts'
import type { PageRoute } from './page.ts'
import { titleOf } from '../words/codes.ts'

interface RoleGroup {
  role: string
  people: { accountId: string; functionId: string | null; name: string }[]
}

/** Sign-in: in the demo by choosing a person in one of its functions, grouped by role. */
export const sessionPages: readonly PageRoute[] = [
  {
    path: '/',
    who: 'ANYONE',
    read: ({ actor }) => Promise.resolve({ redirect: actor.personId === '' ? '/sign-in' : '/inbox' }),
  },
  {
    path: '/sign-in',
    who: 'ANYONE',
    asks: ['next'],
    async read({ parts }) {
      const people = await parts.demoPeople?.()
      return {
        title: 'Entra',
        template: 'sign-in',
        view: {
          groups: people === undefined ? null : rolesHeld(people).map((role) => groupOf(role, people)),
        },
        modules: ['sign-in'],
      }
    },
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
