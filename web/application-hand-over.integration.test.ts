import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId, demoPersonId } from '../app/demo/network-ids.ts'
import type { Role } from '../domain/shared/roles.ts'
import { createDesk, typedSteps } from '../test/support/desk.ts'
import { cookiesOf } from '../test/support/draft-scenario.ts'
import { sendForm } from '../test/support/send-form.ts'

let desk: Awaited<ReturnType<typeof createDesk>>
beforeAll(async () => {
  desk = await createDesk()
}, 60_000)
afterAll(() => desk.database.close())

/* Who comes after her. */
const NEXT = 'MEMBER_FONDAZIONE_TEMPO'
const signIn = async (code: string, as: Role): Promise<string> => {
  const { database, http } = desk
  const functions = await database.stores.network.functionsOf(demoPersonId(code), database.today())
  const functionId = functions.find(({ role }) => role === as)?.functionId
  const choice = { accountId: demoAccountId(code), functionId }
  return cookiesOf(await http.post('/sign-in?act=enter').type('form').send(choice))
}
const openAs = (cookie: string, path: string) => desk.http.get(path).set('cookie', cookie)
const A_DAY = 86_400_000

describe('the contact of a lead that leaves (art. 8, 10)', () => {
  it('is followed by who is given the function: that one has the draft, its files and its history, the other nothing', async () => {
    const address = await desk.begin()
    const id = address.replace('/applications/', '')
    for (const [step, fields] of typedSteps(desk.content)) await desk.save(address, step, fields)
    await desk.scenario.attach(id, 'ASSEMI', 'TECHNICAL_SHEET')
    const file = `/api/applications/${id}/attachments/TECHNICAL_SHEET`
    const owner = await signIn('PROCESS_OWNER', 'PROCESS_OWNER')
    const post = (path: string, fields: Readonly<Record<string, unknown>>) =>
      sendForm(desk.http, path, fields, owner)

    const person = `/network/people/${demoPersonId(NEXT)}`
    const today = desk.call.opensAt.toISOString().slice(0, 10).split('-').reverse().join('/')
    const told = { key: 'k', act: 'Nota 7/2027', reason: 'Subentra alla referente' }
    const { bodyTaxCode } = desk.content.partners[0]!
    const given = await post(`${person}?act=give&of=body`, {
      ...{ role: 'ALLIANCE_LEAD', body: bodyTaxCode, signatory: 'on', from: today, ...told },
    })
    expect([given.status, given.headers['location']]).toEqual([303, person])
    const leaving = `/network/people/${demoPersonId('LEAD_ASSEMI')}`
    const held = /act&#x3D;end&amp;of&#x3D;([\w-]+)/.exec((await openAs(owner, leaving)).text)?.[1]
    expect((await post(`${leaving}?act=end&of=${held}`, { on: today, ...told, key: 'e' })).status).toBe(303)

    desk.database.setNow(new Date(desk.call.opensAt.getTime() + A_DAY))
    const next = await signIn(NEXT, 'ALLIANCE_LEAD')
    const overview = (await openAs(next, address)).text
    for (const seen of [desk.content.title, 'Bozza scritta l’ultima volta da Legale', 'TECHNICAL_SHEET.pdf'])
      expect(overview).toContain(seen)
    const files = (await openAs(next, `${address}/attachments`)).text
    expect(files).toContain('TECHNICAL_SHEET.pdf')
    expect((await openAs(next, file)).status).toBe(200)
    expect((await openAs(next, `${address}/submit`)).text).toContain('id="submit-application"')

    for (const path of [address, `${address}/lead`, file, `/calls/${desk.call.id}`]) {
      const { status, text } = await openAs(desk.cookie, path)
      expect([path, status === 200 && text.includes(desk.content.title)]).toEqual([path, false])
    }

    const { displayName: name } = (await desk.database.stores.network.findPerson(demoPersonId(NEXT)))!
    const fields = { signatory: demoPersonId(NEXT) }
    const presented = await sendForm(desk.http, `${address}/submit?act=submit`, fields, next)
    expect(presented.headers['location']).toBe(address)
    expect((await openAs(next, address)).text).toContain(`firmata da ${name}`)
  })
})
