import type { Role } from '../domain/shared/work-item-types.ts'
import { roles } from '../domain/shared/work-item-types.ts'
import type { Actor } from '../procedures/context.ts'
import type { PageRoute } from './page.ts'
import { titleOf } from '../words/codes.ts'

interface RoleGroup {
  role: string
  people: { personId: string; name: string }[]
}

/** Sign-in: in the demo by choosing a person, grouped by role. */
export const sessionPages: readonly PageRoute[] = [
  {
    path: '/',
    who: 'ANYONE',
    read: ({ actor }) => Promise.resolve({ redirect: actor.personId === '' ? '/sign-in' : '/inbox' }),
  },
  {
    path: '/sign-in',
    who: 'ANYONE',
    async read({ parts }) {
      const people = await parts.demoPeople?.()
      return {
        title: 'Entra',
        template: 'sign-in',
        view: { groups: people === undefined ? null : roles.map((role) => groupOf(role, people)) },
        modules: ['sign-in'],
      }
    },
  },
]

/* Who holds several roles is listed once, under the first. */
function groupOf(role: Role, people: readonly Actor[]): RoleGroup {
  const first = (actor: Actor) => roles.find((one) => actor.roles.some((held) => held.role === one))
  const own = people.filter((actor) => first(actor) === role)
  return {
    role: titleOf('role', role),
    people: own.map(({ personId, displayName }) => ({ personId, name: displayName })),
  }
}
