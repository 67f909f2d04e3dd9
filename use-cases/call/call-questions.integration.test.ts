import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { closedAt } from '../../domain/call/window.ts'
import { withoutFunction } from '../../procedures/context.ts'
import type { Actor } from '../../procedures/context.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import type { MailPayload } from '../../db/platform/outbox.ts'
import { amendAnswer } from './amend-answer.ts'
import { answerQuestion } from './answer-question.ts'
import { askQuestion, QUESTIONS_PER_BODY } from './ask-question.ts'

const leadOf = (index: number): string => `LEAD_${demoAlliances[index]!.lead}`
const [drafter, submitter, stranger] = [leadOf(0), leadOf(1), leadOf(2)] as const
const link = 'http://127.0.0.1:3000/calls/x#questions'
let database: TestDatabase
let scenario: CallScenario
let callId: string
let opensAt: Date
let closesAt: Date
const person = (code: string): Promise<Actor> => scenario.steps.actor(demoPersonId(code))
const ask = async (code: string, text: string) =>
  database.run(await person(code), askQuestion, { callId, text, link })
const answer = async (questionId: string, text: string, code = 'CASE_OFFICER_1') =>
  database.run(await person(code), answerQuestion, { callId, questionId, answer: text, link })
const mails = async () =>
  database.knex('outbox').where({ kind: 'MAIL' }).orderBy('position').pluck<MailPayload[]>('payload')
const emailOf = async (code: string) =>
  (await database.stores.network.findPerson(demoPersonId(code)))?.email ?? ''
const seenBy = async (actor: Actor) => (await database.reads.questions.ofCall(actor, callId)).items
const audited = (action: string) => database.owner('audit_entries').where({ action })

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  ;({ id: callId, opensAt, closesAt } = await scenario.openCall())
  await scenario.draft(callId, demoAlliances[0])
  await scenario.submit(await scenario.draft(callId, demoAlliances[1]!), demoAlliances[1]!.lead)
}, 60_000)
afterAll(() => database.close())

describe('asking about a call', () => {
  it.each([
    ['before the opening', () => opensAt.getTime() - 1],
    ['on the closing hour', () => closesAt.getTime()],
    ['once it is over', () => closedAt({ closesAt }).getTime()],
  ])('is for while it is open, and not %s (art. 8)', async (_when, at) => {
    database.setNow(new Date(at()))
    await expect(ask(drafter, 'Si può?')).rejects.toMatchObject({ code: 'QUESTIONS_CLOSED' })
    database.setNow(opensAt)
  })

  it.each(['PROCESS_OWNER', 'CASE_OFFICER_1', 'TITULAR_CGIL'])(
    'is for bodies that may apply or take part: not for %s',
    async (code) => {
      await expect(ask(code, 'Si può?')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    },
  )

  it('is one question when it is sent twice, told to the office and written in the chain once', async () => {
    const before = (await mails()).length
    const [one, two] = [await ask(drafter, 'Il nido è ammesso?'), await ask(drafter, 'Il nido è ammesso?')]
    expect(two).toEqual(one)
    const told = (await mails()).slice(before)
    expect(told).toMatchObject([{ to: [await emailOf('PROCESS_OWNER')] }])
    expect(told[0]?.text).toContain('Il nido è ammesso?')
    const lead = await database.stores.network.findPerson(demoPersonId(drafter))
    expect(JSON.stringify(told)).not.toContain(lead?.displayName)
    expect(await audited('ask-question')).toHaveLength(1)
  })

  it('is read by whoever asked and by the office alone until it is answered', async () => {
    expect(await seenBy(await person(drafter))).toMatchObject([{ text: 'Il nido è ammesso?', answer: null }])
    expect(await seenBy(await person('PROCESS_OWNER'))).toHaveLength(1)
    for (const other of [await person(stranger), await person('TITULAR_CGIL'), withoutFunction('', '')])
      expect(await seenBy(other)).toEqual([])
  })

  it('is bounded for each body, but for what it asked before', async () => {
    for (let number = 0; number < QUESTIONS_PER_BODY; number += 1) await ask(stranger, `Quesito ${number}`)
    await expect(ask(stranger, 'Uno di troppo')).rejects.toMatchObject({ code: 'TOO_MANY_QUESTIONS' })
    await expect(ask(stranger, 'Quesito 0')).resolves.toMatchObject({})
  })
})

describe('answering a question', () => {
  const text = 'Le spese sono al netto dell’IVA?'
  let questionId: string
  beforeAll(async () => void ({ questionId } = await ask(submitter, text)))

  it('is the office’s alone', async () => {
    for (const code of [drafter, 'TITULAR_CGIL', 'FINANCE_1'])
      await expect(answer(questionId, 'Sì', code)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(answer('nothing', 'Sì')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('tells the asker and all who have a draft or have submitted, each alone and all the same', async () => {
    const before = (await mails()).length
    await answer(questionId, 'Sì, come dice l’avviso.')
    const told = (await mails()).slice(before)
    const expected = [await emailOf(drafter), await emailOf(submitter)].toSorted()
    expect(told.map(({ to }) => to.join()).toSorted()).toEqual(expected)
    expect(new Set(told.map((mail) => mail.text)).size).toBe(1)
    expect(told[0]?.text).toContain('Sì, come dice l’avviso.')
    expect(await audited('answer-question')).toHaveLength(1)
  })

  it('is published to anybody, without who asked, whom the office and the asker alone read', async () => {
    const shown = { text, answer: 'Sì, come dice l’avviso.', askerName: null, bodyName: null }
    for (const other of [await person(drafter), await person('TITULAR_CGIL'), withoutFunction('', '')])
      expect((await seenBy(other)).filter((one) => one.text === text)).toMatchObject([shown])
    for (const knows of [await person(submitter), await person('PROCESS_OWNER')])
      expect((await seenBy(knows)).find((one) => one.text === text)?.bodyName).not.toBeNull()
  })

  it('is given once: the same again is the same, another is refused, and nothing changes it', async () => {
    const sent = (await mails()).length
    await answer(questionId, 'Sì, come dice l’avviso.')
    await expect(answer(questionId, 'No')).rejects.toMatchObject({ code: 'QUESTION_ANSWERED' })
    await expect(answer(questionId, 'Sì, come dice l’avviso.', 'PROCESS_OWNER')).rejects.toMatchObject({
      code: 'QUESTION_ANSWERED',
    })
    expect(await mails()).toHaveLength(sent)
    const changed = database.knex('call_questions').where({ id: questionId }).update({ answer: 'No' })
    await expect(changed).rejects.toThrow('does not change')
  })
})

describe('a question that nobody has answered', () => {
  const waiting = async (code: string) => {
    const { questions } = await database.reads.home.find(await person(code), database.clock.now())
    return questions.map(({ id, count }) => [id, count])
  }

  it('is on the day’s page of who answers, until it is answered, and of nobody else (L. 241/1990 art. 1, 12)', async () => {
    const before = (await waiting('PROCESS_OWNER')).flatMap(([, count]) => count)
    const { questionId: asked } = await ask(drafter, 'Chi firma la domanda?')
    const count = Number(before[0] ?? 0) + 1
    for (const code of ['PROCESS_OWNER', 'CASE_OFFICER_1'])
      expect(await waiting(code)).toEqual([[callId, count]])
    for (const code of [drafter, 'TITULAR_CGIL']) expect(await waiting(code)).toEqual([])
    await answer(asked, 'Chi rappresenta l’ente.')
    expect((await waiting('PROCESS_OWNER')).flatMap(([, left]) => left)).toEqual(before)
  })
})

describe('putting an answer right', () => {
  const text = 'Fino a quando si può integrare?'
  let questionId: string
  const amend = async (said: string, seen: number, code = 'CASE_OFFICER_1') =>
    database.run(await person(code), amendAnswer, { callId, questionId, answer: said, seen, link })
  const shown = async () => (await seenBy(withoutFunction('', ''))).find((one) => one.text === text)

  beforeAll(async () => {
    ;({ questionId } = await ask(submitter, text))
  })

  it('is for an answer that there is, and for the office', async () => {
    await expect(amend('Mai', 0)).rejects.toMatchObject({ code: 'QUESTION_OPEN' })
    await answer(questionId, 'Fino alla chiusura.')
    for (const code of [drafter, 'TITULAR_CGIL'])
      await expect(amend('Mai', 0, code)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('is published with its date beside the old one, and told to all who were told that', async () => {
    const before = (await mails()).length
    await amend('Anche dopo, se l’ufficio lo chiede.', 0)
    expect(await shown()).toMatchObject({
      answer: 'Fino alla chiusura.',
      amendments: [{ text: 'Anche dopo, se l’ufficio lo chiede.' }],
    })
    const told = (await mails()).slice(before)
    expect(told.map(({ to }) => to.join()).toSorted()).toEqual(
      [await emailOf(drafter), await emailOf(submitter)].toSorted(),
    )
    expect(told[0]?.text).toMatch(/Fino alla chiusura\.[\s\S]*Anche dopo/)
    expect(await audited('amend-answer')).toHaveLength(1)
  })

  it('is once, and never over one that its writer has not seen', async () => {
    const sent = (await mails()).length
    await amend('Anche dopo, se l’ufficio lo chiede.', 0)
    await expect(amend('Mai.', 0)).rejects.toMatchObject({ code: 'ANSWER_CHANGED' })
    expect(await mails()).toHaveLength(sent)
    await amend('Solo se l’ufficio lo chiede.', 1)
    expect((await shown())?.amendments).toHaveLength(2)
    await expect(amend('Solo se l’ufficio lo chiede.', 2)).rejects.toMatchObject({ code: 'ANSWER_SAME' })
    await expect(
      database.knex('answer_amendments').where({ question_id: questionId }).delete(),
    ).rejects.toThrow('stays as it was read')
  })
})
