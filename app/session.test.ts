import { describe, expect, it } from '@jest/globals'
import type { Request } from 'express'
import { withoutFunction } from '../procedures/context.ts'
import { actorOf } from './session.ts'

const HOUR_MS = 60 * 60 * 1000
const SIGNED_IN_AT = Date.UTC(2027, 0, 11, 8)
const account = { accountId: 'a', functionId: null }
const person = withoutFunction('p', 'P')

const whoIs = (session: unknown, hoursLater: number) =>
  actorOf({
    secret: 'a-secret-of-the-tests',
    secure: false,
    findActor: (accountId) => Promise.resolve(accountId === 'a' ? person : null),
    demoPeople: null,
    systemNow: () => SIGNED_IN_AT + hoursLater * HOUR_MS,
  })({ session: session as Request['session'] })

describe('a session', () => {
  it.each<[string, unknown, number, typeof person | null]>([
    ['is its person’s until ten hours have passed', { ...account, since: SIGNED_IN_AT }, 9.99, person],
    ['is nobody’s after ten hours', { ...account, since: SIGNED_IN_AT }, 10, null],
    ['is nobody’s when it does not say since when', account, 0, null],
    ['is nobody’s when nobody signed in', {}, 0, null],
    ['is nobody’s when its account is gone', { ...account, accountId: 'b', since: SIGNED_IN_AT }, 0, null],
  ])('%s', async (_what, session, hours, actor) => {
    expect(await whoIs(session, hours)).toEqual(actor)
  })
})
