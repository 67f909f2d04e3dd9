import { describe, expect, it } from '@jest/globals'
import type { Request } from 'express'
import { actorOf } from './session.ts'

const HOUR_MS = 60 * 60 * 1000
const SIGNED_IN_AT = Date.UTC(2027, 0, 11, 8)
const person = { personId: 'p', displayName: 'P', roles: [] }

const whoIs = (session: unknown, hoursLater: number) =>
  actorOf({
    secret: 'a-secret-of-the-tests',
    secure: false,
    findActor: (personId) => Promise.resolve(personId === 'p' ? person : null),
    demoPeople: null,
    systemNow: () => SIGNED_IN_AT + hoursLater * HOUR_MS,
  })({ session: session as Request['session'] })

describe('a session', () => {
  it.each<[string, unknown, number, typeof person | null]>([
    ['is its person’s until ten hours have passed', { personId: 'p', since: SIGNED_IN_AT }, 9.99, person],
    ['is nobody’s after ten hours', { personId: 'p', since: SIGNED_IN_AT }, 10, null],
    ['is nobody’s when it does not say since when', { personId: 'p' }, 0, null],
    ['is nobody’s when nobody signed in', {}, 0, null],
    ['is nobody’s when its person is gone', { personId: 'q', since: SIGNED_IN_AT }, 0, null],
  ])('%s', async (_what, session, hours, actor) => {
    expect(await whoIs(session, hours)).toEqual(actor)
  })
})
