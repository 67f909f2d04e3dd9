import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { loadDemoNetwork } from '../../test/support/demo-network.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createSteps } from '../../test/support/steps.ts'
import { shareGuidanceDraft } from '../../workers/guidance/share-guidance-draft.ts'
import { openCycle } from '../../use-cases/cycle/open-cycle.ts'
import { commentGuidance, COMMENTS_PER_BODY } from '../../use-cases/guidance/comment-guidance.ts'

const day = (text: string) => localDateSchema.parse(text)
const cycle = {
  code: 'C-2027',
  title: 'Ciclo di prova',
  guidelinesAct: 'DGR di prova',
  guidanceDueOn: day('2027-06-30'),
  endsOn: day('2029-12-31'),
  allocations: [{ year: 2027, amountCents: 27_600_000 as never }],
}
const draft = {
  title: 'Indirizzo',
  context: [],
  needs: [{ text: 'Servizi per la chiusura delle scuole', source: 'rilevazione della Rete' }],
  priorities: [{ title: 'Tempo', text: 'Servizi salvatempo' }],
  commentsUntil: '2027-03-28',
}

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
beforeEach(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  steps = createSteps(database)
  await loadDemoNetwork(database.stores)
})
afterEach(() => database.close())

const who = (code: string) => steps.actor(demoPersonId(code))

describe('opening a cycle', () => {
  it('is the process owner’s, once for each code, and starts the process (art. 8)', async () => {
    await expect(database.run(await who('FINANCE_1'), openCycle, cycle)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
    const { cycleId } = await database.run(await who('PROCESS_OWNER'), openCycle, cycle)
    await expect(database.run(await who('PROCESS_OWNER'), openCycle, cycle)).rejects.toMatchObject({
      code: 'CYCLE_CODE_TAKEN',
    })
    const messages: unknown[] = await database
      .knex('outbox')
      .where('kind', 'PUBLISH_MESSAGE')
      .pluck('payload')
    expect(messages).toEqual([{ name: 'CycleOpened', correlationKey: cycleId, variables: { cycleId } }])
    expect(await database.knex('cash_balances').pluck('cycle_id')).toEqual([cycleId])
  })
})

describe('the guidance document shared with the network', () => {
  let cycleId: string
  let guidanceDocumentId: string
  beforeEach(async () => {
    cycleId = (await database.run(await who('PROCESS_OWNER'), openCycle, cycle)).cycleId
    const task = await steps.open('Task_DraftGuidance', { cycleId })
    await steps.complete(await who('PROCESS_OWNER'), task, draft)
    guidanceDocumentId = (await database.stores.guidance.latest(cycleId))?.id ?? ''
  })
  const comment = async (code: 'MEMBER_COMUNE_RHO' | 'MEMBER_CISL', text: string) =>
    database.run(await who(code), commentGuidance, {
      guidanceDocumentId,
      bodyId: demoBodyId('COMUNE_RHO'),
      text,
    })

  it('gives comments a term after today and within the Region’s (art. 8)', async () => {
    for (const commentsUntil of ['2027-03-01', '2027-07-01']) {
      const task = await steps.open('Task_DraftGuidance', { cycleId })
      await expect(
        steps.complete(await who('PROCESS_OWNER'), task, { ...draft, commentsUntil }),
      ).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        facts: { problems: [{ path: 'commentsUntil' }] },
      })
    }
  })

  it.each(['2027-06-30T09:00:00Z', '2027-07-05T09:00:00Z'])(
    'still takes a term for comments when a version is rejected at %s: the Region’s is over (art. 8)',
    async (now) => {
      database.setNow(now)
      const task = await steps.open('Task_DraftGuidance', { cycleId })
      const owner = await who('PROCESS_OWNER')
      expect((await steps.load(owner, task)).data['termOver']).toBe(true)
      const late = steps.complete(owner, task, { ...draft, commentsUntil: '2027-06-30' })
      await expect(late).rejects.toMatchObject({ facts: { problems: [{ path: 'commentsUntil' }] } })
      await steps.complete(owner, task, { ...draft, commentsUntil: '2027-07-20' })
      expect((await database.stores.guidance.latest(cycleId))?.version).toBe(2)
    },
  )

  it('is mailed to every body of the network once, with where to comment and the term in summer time (art. 6)', async () => {
    const outcome = await steps.job(shareGuidanceDraft, { cycleId, guidanceDocumentId })
    expect(outcome).toEqual({ variables: { commentsDueAt: '2027-03-28T21:59:59.000Z' } })
    await steps.job(shareGuidanceDraft, { cycleId, guidanceDocumentId })
    const sent = await database.knex<{ payload: { text: string } }>('outbox').where('kind', 'MAIL')
    expect(sent).toHaveLength((await database.stores.network.members()).length)
    const page = `http://127.0.0.1:3000/guidance-documents/${guidanceDocumentId}#comments`
    for (const { payload } of sent) expect(payload.text).toContain(page)
  })

  it('takes a body’s comment from its own person only, until the last second of the term (art. 6)', async () => {
    await steps.job(shareGuidanceDraft, { cycleId, guidanceDocumentId })
    await expect(comment('MEMBER_CISL', 'Non nostro')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    database.setNow('2027-03-28T21:59:59Z')
    await comment('MEMBER_COMUNE_RHO', 'Servono orari più lunghi')
    await comment('MEMBER_COMUNE_RHO', 'Servono orari più lunghi')
    database.setNow('2027-03-28T22:00:00Z')
    await expect(comment('MEMBER_COMUNE_RHO', 'Troppo tardi')).rejects.toMatchObject({
      code: 'COMMENTS_CLOSED',
    })
    expect(await database.stores.guidance.comments(guidanceDocumentId)).toHaveLength(1)
  })

  it('leaves no comment without an answer (art. 6, 8)', async () => {
    await steps.job(shareGuidanceDraft, { cycleId, guidanceDocumentId })
    const { commentId } = await comment('MEMBER_COMUNE_RHO', 'Servono orari più lunghi')
    const task = await steps.open('Task_AnswerComments', { cycleId, guidanceDocumentId })
    const owner = await who('PROCESS_OWNER')
    await expect(steps.complete(owner, task, { answers: [] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { problems: [{ message: 'Manca la risposta all’osservazione di Comune di Rho.' }] },
    })
    await steps.complete(owner, task, { answers: [{ commentId, answer: 'Accolta.' }] })
    expect((await database.stores.guidance.find(guidanceDocumentId))?.status).toBe('ANSWERED')
    await expect(comment('MEMBER_COMUNE_RHO', 'Ancora')).rejects.toMatchObject({ code: 'COMMENTS_CLOSED' })
  })

  it('takes so many comments of a body that all can be answered, and no more (art. 6)', async () => {
    await steps.job(shareGuidanceDraft, { cycleId, guidanceDocumentId })
    const texts = Array.from({ length: COMMENTS_PER_BODY }, (_, index) => `Osservazione ${index + 1}`)
    for (const text of texts) await comment('MEMBER_COMUNE_RHO', text)
    await comment('MEMBER_COMUNE_RHO', 'Osservazione 1')
    await expect(comment('MEMBER_COMUNE_RHO', 'Una di più')).rejects.toMatchObject({
      code: 'TOO_MANY_COMMENTS',
      facts: { limit: COMMENTS_PER_BODY },
    })
    expect(await database.stores.guidance.comments(guidanceDocumentId)).toHaveLength(COMMENTS_PER_BODY)
  })

  it('has an answer to every comment of a hundred bodies, though each sent all it could (art. 6, 8)', async () => {
    await steps.job(shareGuidanceDraft, { cycleId, guidanceDocumentId })
    const row = { guidance_document_id: guidanceDocumentId, commented_at: database.clock.now() }
    const from = { body_id: demoBodyId('CISL'), person_id: demoPersonId('MEMBER_CISL') }
    const ids = Array.from({ length: 100 * COMMENTS_PER_BODY }, (_, index) => `comment-${index}`)
    await database.knex('guidance_comments').insert(ids.map((id) => ({ id, ...row, ...from, text: id })))
    const task = await steps.open('Task_AnswerComments', { cycleId, guidanceDocumentId })
    const answers = ids.map((commentId) => ({ commentId, answer: 'Accolta.' }))
    expect(JSON.stringify({ answers }).length).toBeLessThan(1_000_000)
    await steps.complete(await who('PROCESS_OWNER'), task, { answers })
    expect((await database.stores.guidance.find(guidanceDocumentId))?.status).toBe('ANSWERED')
  }, 30_000)
})
