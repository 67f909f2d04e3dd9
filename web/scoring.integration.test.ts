import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId } from '../app/demo/network-ids.ts'
import type { Role } from '../domain/shared/roles.ts'
import type { Scoring } from '../db/evaluation/scoring-store.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { cookiesOf } from '../test/support/draft-scenario.ts'
import { COMMITTEE_NOTE, createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { httpOf } from '../test/support/http.ts'
import { sendForm } from '../test/support/send-form.ts'
import { drawProvisional } from '../test/support/voted-ranking.ts'

const CHAIR = 'TITULAR_ATS_MILANO'
const MEMBER = 'TITULAR_CGIL'
/* What another than these two wrote. */
const OTHERS = 'Motivo di un altro'

let database: TestDatabase
let scenario: EvaluationScenario
let http: ReturnType<typeof httpOf>
let sheets: Scoring[]
const cookies = new Map<string, string>()

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.decideConflicts('NOT_EXCLUDED')
  await scenario.openRound()
  sheets = await scenario.openSheets()
  http = httpOf(database)
  for (const code of [CHAIR, MEMBER]) {
    const form = { accountId: demoAccountId(code) }
    cookies.set(code, cookiesOf(await http.post('/sign-in?act=enter').type('form').send(form)))
  }
}, 120_000)
afterAll(() => database.close())

const cookieOf = (code: string) => cookies.get(code) ?? ''
const page = (code: string, path: string) => http.get(path).set('cookie', cookieOf(code))
const desk = async (code: string) => (await page(code, `/calls/${scenario.callId}/scoring`).expect(200)).text
const sheetsPage = async (code: string) =>
  (await page(code, `/applications/${shared()}/sheets`).expect(200)).text
const ownOf = async (code: string) => {
  const { personId } = await scenario.person(code)
  return sheets.filter((one) => one.personId === personId)
}
/* An application that both evaluate. */
const shared = () => scenario.applicationIds[2] ?? ''
const read = (code: string) => sendForm(http, `/applications/${shared()}/sheets?act=read`, {}, cookieOf(code))

describe('the desk of whoever evaluates (art. 6)', () => {
  it('tells the own projects with how far each is, and nobody else’s', async () => {
    const own = await ownOf(MEMBER)
    const [first, second] = own
    const item = await scenario.openScoring(first!)
    const { rules } = await database.stores.calls.get(scenario.callId)
    const [criterion] = rules.evaluation.criteria
    const typed = { scores: [{ criterionId: criterion?.id ?? '', points: 2.5, reason: 'Buona.' }] }
    const { personId } = first!
    const draft = { typed, at: database.clock.now(), seen: 0 }
    await database.stores.taskDrafts.save({ workItemId: item, personId }, draft)
    await scenario.score(second!, 80)
    const text = await desk(MEMBER)
    expect(text).toMatch(/Da valutare<\/dt><dd>(\d+)/)
    const counted = ['Da valutare', 'In bozza', 'Consegnate'].map((name) =>
      Number(new RegExp(`${name}</dt><dd>(\\d+)`).exec(text)?.[1]),
    )
    expect(counted).toEqual([own.length - 2, 1, 1])
    expect(text).toContain(`1 criteri su ${rules.evaluation.criteria.length}, 2,5 punti finora`)
    expect(text).toContain('la soglia è raggiunta')
    expect(text).toContain(`/tasks/${item}`)
    expect(await desk(CHAIR)).not.toContain(item)
  })

  it('has beside each project the sheet that prepares it for the committee, which its lead does not read (art. 6)', async () => {
    const own = (await ownOf(MEMBER)).at(2)
    const text = (await page(MEMBER, `/tasks/${await scenario.openScoring(own!)}`).expect(200)).text
    for (const told of ['Scheda istruttoria per il Comitato', 'href="#figure-grant"', COMMITTEE_NOTE])
      expect(text).toContain(told)
    const { id, leadBodyId } = await database.stores.applications.getSubmitted(own!.applicationId)
    const [leads] = await database
      .owner('functions')
      .where({ body_id: leadBodyId, role: 'ALLIANCE_LEAD' })
      .pluck<string[]>('person_id')
    const seenBy = async (personId: string, role: Role) =>
      database.reads.applications.find(await scenario.steps.actor(personId, role), id)
    const lead = await seenBy(leads ?? '', 'ALLIANCE_LEAD')
    expect(lead?.decision).toMatchObject({ outcome: 'ADMITTED', committeeNote: null })
    const member = await seenBy(own!.personId, 'COMMITTEE_MEMBER')
    expect(member?.decision).toMatchObject({ committeeNote: COMMITTEE_NOTE })
  })

  it('has no sheet of who evaluates nothing', async () => {
    const lead = await http
      .post('/sign-in?act=enter')
      .type('form')
      .send({ accountId: demoAccountId('LEAD_IPIS') })
    await http.get(`/calls/${scenario.callId}/scoring`).set('cookie', cookiesOf(lead)).expect(403)
  })
})

describe('the sheets of others (art. 5, 6)', () => {
  it.each([CHAIR, MEMBER])('are closed to %s before the own are in', async (code) => {
    for (const sheet of await scenario.openSheets())
      if (!(await ownOf(CHAIR)).concat(await ownOf(MEMBER)).some(({ id }) => id === sheet.id))
        await scenario.score(sheet, 70)
    await mark()
    expect(await sheetsPage(code)).not.toContain(OTHERS)
    expect((await read(code)).status).toBe(403)
  })

  it.each([CHAIR, MEMBER])('are closed to %s while the item of the ranking has not opened', async (code) => {
    for (const sheet of await scenario.openSheets()) await scenario.score(sheet, 60)
    expect(await sheetsPage(code)).not.toContain(OTHERS)
    await convene()
    expect(await sheetsPage(code)).not.toContain(OTHERS)
    expect((await read(code)).text).toContain('aspetta che la riunione arrivi alla graduatoria')
  })

  it('open with it to whoever says to read them, who is noted first, the chair too', async () => {
    database.setNow(startsAt())
    await become('CANCELLED')
    expect((await read(CHAIR)).status).toBe(403)
    await become('CONVENED')
    for (const code of [CHAIR, MEMBER]) {
      expect(await sheetsPage(code)).not.toContain(OTHERS)
      expect((await read(code)).status).toBe(303)
      expect(await sheetsPage(code)).toContain(OTHERS)
    }
    const readers = await database.stores.evaluation.readersOf(scenario.callId)
    const both = await Promise.all(
      [CHAIR, MEMBER].map(async (code) => (await scenario.person(code)).personId),
    )
    expect(readers.toSorted()).toEqual(both.toSorted())
  })
})

/* Whatever others have written, past every rule: only what is shown is asked here. */
async function mark(): Promise<void> {
  const own = [...(await ownOf(CHAIR)), ...(await ownOf(MEMBER))].map(({ id }) => id)
  await database.owner.raw('set session_replication_role = replica')
  await database.owner('scores').whereNotIn('scoring_id', own).update({ reason: OTHERS })
  await database.owner.raw('set session_replication_role = default')
}

let meetingAt: Date | null = null
const startsAt = (): Date => meetingAt ?? new Date(0)

/* What became of that meeting. */
const become = (status: 'CONVENED' | 'CANCELLED') =>
  database.arrange((tx) =>
    tx('meetings').where({ stage: 'EVALUATION', subject_id: scenario.callId }).update({ status }),
  )

/* The ranking is drawn up, and the committee convened on it in ten days; once. */
async function convene(): Promise<void> {
  if (meetingAt !== null) return
  await drawProvisional(scenario)
  meetingAt = new Date(database.clock.now().getTime() + 10 * 86_400_000)
  const convened = { status: 'CONVENED' as const, starts_at: meetingAt }
  await database.arrange((tx) =>
    tx('meetings').where({ stage: 'EVALUATION', subject_id: scenario.callId }).update(convened),
  )
}
