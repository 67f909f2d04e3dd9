import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { cycleRoutes } from '../../api/cycle.ts'
import type { SeatRecord } from '../../db/network/network-store.ts'
import type { BusinessError } from '../../domain/shared/errors.ts'
import type { Actor } from '../../procedures/context.ts'
import { apiOf } from '../../test/support/api.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { lateConflicts } from '../../test/support/late-conflicts.ts'
import { sittingOf } from '../../test/support/sitting.ts'
import { drawProvisional } from '../../test/support/voted-ranking.ts'
import { giveFunction } from '../network/give-function.ts'

const HOUR = 3_600_000

let database: TestDatabase
let scenario: EvaluationScenario
let conflicts: ReturnType<typeof lateConflicts>
let drawn: Record<string, unknown>
let meetingId: string
/* Three titulars whom nothing keeps from any project. */
let before: Actor
let after: Actor
let registered: Actor
const application = 'A1-006'

beforeAll(async () => {
  database = await createTestDatabase('2027-01-11T09:00:00Z')
  scenario = await createEvaluationScenario(database)
  conflicts = lateConflicts(database, scenario)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.decideConflicts('NOT_EXCLUDED')
  await scenario.openRound()
  for (const sheet of await scenario.openSheets()) await scenario.score(sheet, 80)
  drawn = await drawProvisional(scenario)
  meetingId = String(drawn['meetingId'])
  ;[before, after, registered] = await freeTitulars()
}, 120_000)
afterAll(() => database.close())

async function freeTitulars(): Promise<[Actor, Actor, Actor]> {
  const known = { on: database.today(), until: database.clock.now() }
  const out = new Set((await exclusions(known)).map((one) => one.personId))
  const seats: SeatRecord[] = await database.stores.network.seats(database.today())
  const free = seats
    .filter((seat) => !seat.chair)
    .flatMap((seat) => seat.holders.filter((one) => one.role === 'TITULAR' && !out.has(one.personId)))
  const [one, two, three] = await Promise.all(
    free.slice(0, 3).map((each) => scenario.steps.actor(each.personId)),
  )
  if (one === undefined || two === undefined || three === undefined) throw new Error('three free titulars')
  return [one, two, three]
}
const exclusions = (known: Parameters<TestDatabase['stores']['meetings']['exclusionsAt']>[1]) =>
  database.stores.meetings.exclusionsAt(meetingId, known)
const votesOf = async ({ personId }: Actor) =>
  (await database.stores.meetings.votes(meetingId)).filter((one) => one.personId === personId).length

/* An office in a body that leads bars from all, at once. */
async function takeOffice({ personId }: Actor): Promise<void> {
  const [body = ''] = await database
    .knex('bodies')
    .join('applications', 'applications.lead_body_id', 'bodies.id')
    .where('applications.id', scenario.applicationIds[0] ?? '')
    .pluck<string[]>('bodies.tax_code')
  const given = {
    ...{ personId, role: 'OFFICE_HOLDER' as const, body, office: 'Consigliere' },
    ...{ from: database.today(), until: null, act: 'Nomina 1', reason: 'Nomina.' },
  }
  const shown = await database.run(scenario.owner, giveFunction, given).catch((error: unknown) => error)
  const { confirmation } = (shown as BusinessError).facts
  await database.run(scenario.owner, giveFunction, { ...given, confirmed: String(confirmation) })
}

describe('what comes out around a sitting (art. 5, 7; DPR 62/2013 art. 7)', () => {
  it('keeps who tells of oneself out of the vote, also where the process owner told it first', async () => {
    const of = { application, personId: before.personId }
    const told = await conflicts.tell(scenario.owner, of)
    const known = () => exclusions({ on: database.today(), until: database.clock.now() })
    const items = async () => (await known()).filter((one) => one.personId === before.personId)
    expect(await items()).toEqual([])
    const own = await conflicts.tell(before, of)
    expect(own).not.toBe(told)
    expect((await items()).map((one) => one.reason)).toEqual(
      expect.arrayContaining([expect.stringContaining('non si è ancora deciso')]),
    )
    expect(await items()).toHaveLength(2)
    await conflicts.decide(await conflicts.secondOwner(), told, 'NOT_EXCLUDED')
    expect(await items()).toHaveLength(2)
  })

  it('is decided only once the sitting that has begun is on record', async () => {
    const startsAt = database.clock.now()
    const sitting = { starts_at: startsAt, ends_at: new Date(startsAt.getTime() + HOUR), place: 'Sala' }
    await database.arrange((tx) =>
      tx('meetings')
        .where({ id: meetingId })
        .update({ ...sitting, status: 'CONVENED', convened_at: startsAt }),
    )
    database.setNow(new Date(startsAt.getTime() + 3 * HOUR))
    const id = await conflicts.tell(after, { application, personId: after.personId })
    await expect(conflicts.decide(scenario.owner, id)).rejects.toMatchObject({
      code: 'MEETING_NOT_RECORDED',
      facts: { startsAt },
    })
    expect((await database.stores.meetings.find(meetingId))?.status).toBe('CONVENED')
  })

  it('is marked on the form that records the sitting, which shows who was excluded when it was to end', async () => {
    const task = await scenario.steps.open('Task_RecordMeeting', { cycleId: scenario.cycleId, meetingId })
    const chair = (await database.stores.network.seats(database.today())).find((seat) => seat.chair)
    const recorder = await scenario.steps.actor(chair?.holders[0]?.personId ?? '')
    const { data } = await scenario.steps.load(recorder, task)
    const shown = data['exclusions'] as { person: string; reason: string }[]
    const marked = async ({ personId }: Actor) => {
      const person = await database.stores.network.findPerson(personId)
      return shown
        .filter((one) => one.person === person?.displayName)
        .map(({ reason }) => reason.includes('emersa dopo le'))
    }
    expect([new Set(await marked(before)), new Set(await marked(after))]).toEqual([
      new Set([false]),
      new Set([true]),
    ])
  })

  it('takes no vote away that was cast before it, not even by an entry in the register', async () => {
    await takeOffice(registered)
    const task = await scenario.steps.open('Task_RecordMeeting', { cycleId: scenario.cycleId, meetingId })
    const chair = (await database.stores.network.seats(database.today())).find((seat) => seat.chair)
    const recorder = await scenario.steps.actor(chair?.holders[0]?.personId ?? '')
    const told = await sittingOf(database.stores, meetingId, (one) => void (one.endTime = '12:30'))
    await scenario.steps.complete(recorder, task, told)
    const items = told.items.length
    expect([await votesOf(before), await votesOf(after), await votesOf(registered)]).toEqual([
      items - 2,
      items,
      items,
    ])
  })

  it('stands in the reserved annex, where it is an entry in the register, with whose hand made it (art. 7)', async () => {
    const { closesAt } = await database.stores.calls.get(scenario.callId)
    const { displayName } = (await database.stores.network.findPerson(registered.personId))!
    const entries = (until: Date) => database.stores.network.registerEntries({ since: closesAt, until })
    expect(await entries(database.clock.now())).toMatchObject([
      { kind: 'give-function', about: displayName, act: 'Nomina 1', by: 'Responsabile del procedimento' },
    ])
    expect(await entries(closesAt)).toEqual([])
  })

  it('asks somebody else of each sheet and vote of who is excluded by an entry in the register', async () => {
    const asked = await database
      .knex('late_conflicts')
      .where({ person_id: registered.personId, told_by: scenario.owner.personId })
      .whereNull('decision')
      .pluck<string[]>('application_id')
    const sheets = await database.stores.evaluation.scoringsOf(scenario.callId)
    const own = sheets.filter((one) => one.personId === registered.personId)
    expect(asked.toSorted()).toEqual(own.map((one) => one.applicationId).toSorted())
    expect(asked).toHaveLength(7)
    expect(await scenario.messages('LateConflictTold')).toHaveLength(3 + asked.length)
  })

  it('takes the ranking back once it is decided, for such a vote is in it', async () => {
    const [own] = await database.knex('late_conflicts').where('told_by', after.personId).pluck<string[]>('id')
    await conflicts.decide(scenario.owner, own ?? '')
    expect(await database.stores.evaluation.provisionalRankingOf(scenario.callId)).toBeNull()
  })

  it('names all who told and decided in the seal of the next ranking, also those who came after it was taken back', async () => {
    const asked = { person_id: registered.personId, application_id: scenario.applicationIds[6] ?? '' }
    const [second] = await database.knex('late_conflicts').where(asked).pluck<string[]>('id')
    await conflicts.decide(await conflicts.secondOwner(), second ?? '')
    const reopened = await database.stores.evaluation.conflictsReopening(String(drawn['rankingId']))
    expect(reopened.map(({ personId }) => personId).toSorted()).toEqual(
      [after.personId, registered.personId].toSorted(),
    )
    const next = await drawProvisional(scenario)
    const { reopening } = await database.stores.evaluation.sealOf(String(next['rankingId']))
    expect(reopening?.conflicts).toHaveLength(2)
  })
})

describe('who reads the sheets of others scores no more in that call, on whatever paper (art. 5, 6)', () => {
  it.each(['ranking-seal', 'provisional-ranking'])('as %s', async (kind) => {
    await database.arrange((tx) => tx('sheet_readings').delete())
    const subject = kind === 'ranking-seal' ? String(drawn['rankingId']) : meetingId
    const paper = await database.stores.documents.latest(kind, subject)
    const api = apiOf(database, cycleRoutes, { actorOf: () => Promise.resolve(scenario.owner) })
    expect((await api.get(`/api/documents/${paper?.id}`)).status).toBe(200)
    expect(await database.stores.evaluation.readersOf(scenario.callId)).toEqual([scenario.owner.personId])
  })
})
