import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createDesk, typedSteps } from '../test/support/desk.ts'
import { hiddenIn } from '../test/support/draft-scenario.ts'
import { sendForm } from '../test/support/send-form.ts'

let desk: Awaited<ReturnType<typeof createDesk>>
beforeAll(async () => {
  desk = await createDesk()
}, 60_000)
afterAll(() => desk.database.close())

const send = (address: string, act: string, fields: Readonly<Record<string, string>> = {}) =>
  sendForm(desk.http, `${address}?act=${act}`, fields, desk.cookie)

describe('discarding a draft on its page', () => {
  it('asks for a second click, then says who did it and when, also to who was writing it meanwhile', async () => {
    const address = await desk.begin()
    const asked = await send(address, 'discard')
    expect([asked.status, asked.text.includes('Conferma che vuoi eliminare la bozza.')]).toEqual([422, true])
    for (let click = 0; click < 2; click++) {
      const done = await send(address, 'discard', { confirmed: 'on' })
      expect([done.status, done.headers['location']]).toEqual([303, address])
    }
    const page = (await desk.open(address)).text
    expect(page).toMatch(/Legale rappresentante \S.* ha eliminato questa bozza/)
    expect(page).not.toContain('act=')
    expect((await desk.open(`${address}/lead`)).headers['location']).toBe(address)
    const typed = { title: 'Scritto <tardi>', readSha256: '0' }
    const late = await sendForm(desk.http, `${address}/lead?act=save`, typed, desk.cookie)
    expect(late.status).toBe(409)
    for (const told of ['La bozza è stata eliminata', 'Scritto &lt;tardi&gt;', `href="${address}"`])
      expect(late.text).toContain(told)
    expect((await desk.open(`/calls/${desk.call.id}`)).text).not.toContain(address)
  })
})

describe('what is presented or discarded is what was read (art. 10)', () => {
  const hidden = async (page: string, name: string) => hiddenIn(await desk.open(page), name)

  it('an application that a colleague, or another tab, has changed since is shown anew, and presented by another click', async () => {
    const address = await desk.begin()
    for (const [step, fields] of typedSteps(desk.content)) await desk.save(address, step, fields)
    const page = `${address}/submit`
    const signatory = /<option value="([^"]+)" selected/.exec((await desk.open(page)).text)?.[1] ?? ''
    const present = (reviewedSha256: string) => send(page, 'submit', { signatory, reviewedSha256 })
    const before = await hidden(page, 'reviewedSha256')
    const [lead] = typedSteps(desk.content)
    await desk.save(address, 'lead', { ...lead?.[1], title: 'Riscritto intanto' })
    const refused = await present(before)
    expect(refused.status).toBe(409)
    for (const told of ['Rileggila qui com’è adesso', 'Riscritto intanto', 'Presenta la domanda'])
      expect(refused.text).toContain(told)
    const shown = hiddenIn(refused, 'reviewedSha256')
    expect(shown).not.toBe(before)
    expect((await present(shown)).headers['location']).toBe(address)
    expect((await present(before)).headers['location']).toBe(address)
  })

  it('one with another file than was reviewed is not presented either', async () => {
    const address = await desk.begin()
    for (const [step, fields] of typedSteps(desk.content)) await desk.save(address, step, fields)
    const reviewedSha256 = await hidden(`${address}/submit`, 'reviewedSha256')
    await desk.scenario.attach(address.replace('/applications/', ''), 'ASSEMI', 'TECHNICAL_SHEET')
    expect((await send(`${address}/submit`, 'submit', { reviewedSha256 })).status).toBe(409)
  })

  it('a draft in which a colleague has written since is not discarded unseen', async () => {
    const address = await desk.begin()
    const readSha256 = await hidden(address, 'readSha256')
    await desk.save(address, 'lead', { title: 'Scritto da una collega' })
    const refused = await send(address, 'discard', { confirmed: 'on', readSha256 })
    expect([refused.status, refused.text.includes('Scritto da una collega')]).toEqual([409, true])
    expect((await desk.contentOf(address)).title).toBe('Scritto da una collega')
    const seen = hiddenIn(refused, 'readSha256')
    expect((await send(address, 'discard', { confirmed: 'on', readSha256: seen })).status).toBe(303)
  })
})

describe('a withdrawn application on its page (art. 10)', () => {
  it('begins a new one with what it held, before the closing', async () => {
    const address = await desk.begin()
    for (const [step, fields] of typedSteps(desk.content)) await desk.save(address, step, fields)
    const signatory = /<option value="([^"]+)" selected/.exec((await desk.open(`${address}/submit`)).text)
    await send(`${address}/submit`, 'submit', { signatory: signatory?.[1] ?? '' })
    expect((await desk.open(address)).text).not.toContain('id="redraft-application"')
    await send(address, 'withdraw', { confirmed: 'on' })
    expect((await desk.open(address)).text).toContain('id="redraft-application"')
    const anew = String((await send(address, 'redraft')).headers['location'])
    expect(anew).toMatch(/^\/applications\/\w+\/lead$/)
    const page = (await desk.open(anew)).text
    expect(page).toContain(desk.content.title)
    expect(await desk.contentOf(anew.replace(/\/lead$/, ''))).toEqual(await desk.contentOf(address))
  })
})

describe('inviting partners in the step of the alliance (art. 9)', () => {
  it('is offered once they are named with their part, and says how many were written to', async () => {
    const address = await desk.begin()
    expect((await desk.open(`${address}/partners`)).text).not.toContain('id="invite"')
    for (const [step, fields] of typedSteps(desk.content)) await desk.save(address, step, fields)
    const page = `${address}/partners`
    expect((await desk.open(page)).text).toContain('id="invite"')
    expect((await send(page, 'invite')).headers['location']).toBe(page)
    const text = (await desk.open(address)).text
    expect(text).toContain('Invitato per posta il')
    expect(text).toContain('Nessuno dell’ente ha accesso a Concilia')
  })
})
