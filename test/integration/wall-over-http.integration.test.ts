import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'

import { routes } from '../../api/routes.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import type { Actor } from '../../procedures/context.ts'
import { pages } from '../../web/router.ts'
import { NAMED, wholeOf } from '../support/addressed-rows.ts'
import { apiOf } from '../support/api.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createCallScenario } from '../support/call-scenario.ts'
import { createEvaluationScenario } from '../support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../support/evaluation-scenario.ts'
import { markRequest } from '../support/hidden-request.ts'
import { pagesOf } from '../support/pages.ts'
import { drawProvisional } from '../support/voted-ranking.ts'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import { closedAt } from '../../domain/call/window.ts'
import { closeCall } from '../../workers/call/close-call.ts'

/* What is written of the hidden application and its sheets, and stands nowhere else. */
const MARKER = 'XQZHIDDEN'
/* What an evaluator has typed into a sheet and not sent. */
const TYPED = 'XQZTYPED'

/* The newest: among them is all that is open. */
const MOST_OF_A_KIND = 30

let database: TestDatabase
let hidden = ''
let scenario: EvaluationScenario
const actors = new Map<string, Actor>()

/* Every address of a path: each place filled with each row that it may name. */
async function addressesOf(path: string): Promise<string[]> {
  const parts = path.split('/')
  const filled = await parts.reduce<Promise<string[]>>(
    async (before, part, index) => {
      const starts = await before
      if (!/^[:{]/.test(part)) return starts.map((start) => `${start}/${part}`)
      const ids = await idsAfter(parts[index - 1] ?? '')
      return starts.flatMap((start) => ids.map((id) => `${start}/${id}`))
    },
    Promise.resolve(['']),
  )
  return filled.map((address) => address.replace('//', '/') || '/')
}

async function idsAfter(word: string): Promise<string[]> {
  const named = NAMED[word]
  if (named === undefined) throw new Error(`an address names rows after "${word}": say which, in NAMED`)
  if ('one' in named) return [named.one]
  const ids = await database.owner(named.table).orderBy(named.key, 'desc').pluck<string[]>(named.key)
  const first = word === 'applications' ? [hidden, ...ids] : ids
  return [...new Set(first)].slice(0, MOST_OF_A_KIND)
}

const WITHOUT_ANSWER_HERE = /^\/(sign-in|session|signed-out|mail|clock|api\/session)/

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll({ TITULAR_CGIL: 'SILENT' })
  await scenario.openRound()
  hidden = scenario.applicationIds[0] ?? ''
  const sheets = (await scenario.openSheets()).filter(({ applicationId }) => applicationId === hidden)
  const [unsent, ...sent] = sheets
  for (const sheet of sent) await scenario.score(sheet, 50)
  await mark(sent.map(({ id }) => id))
  await draft(await scenario.openScoring(unsent!), unsent!)
  actors.set('EVALUATOR', await scenario.steps.actor(unsent!.personId, 'COMMITTEE_MEMBER'))
  const codes = ['PROCESS_OWNER', 'TITULAR_CGIL', 'LEAD_IPIS', 'CASE_OFFICER_1']
  for (const code of codes) actors.set(code, await scenario.person(code))
  actors.set('FINANCE_2', await scenario.partlyExcludedOwner(hidden))
  for (const code of ['PROCESS_OWNER', 'CASE_OFFICER_1'])
    actors.set(`${code}, standing in for another alone`, standingInFor(await scenario.person(code)))
  const excluded = await database
    .owner('exclusions')
    .where({ application_id: hidden, source: 'COMPUTED' })
    .orderBy('person_id')
    .first<{ person_id: string }>('person_id')
  actors.set('EXCLUDED', await scenario.steps.actor(excluded.person_id, 'COMMITTEE_MEMBER'))
})
afterAll(() => database.close())
jest.setTimeout(120_000)

const LIMITED = [
  'PROCESS_OWNER, standing in for another alone',
  'CASE_OFFICER_1, standing in for another alone',
]
const standingInFor = (actor: Actor): Actor => ({
  ...actor,
  standsFor: {
    ...{
      personId: actor.personId as PersonId,
      displayName: 'x',
      act: 'x',
      until: addDays(database.today(), 9),
    },
    only: { applicationId: scenario.applicationIds[1]!, code: null },
  },
})

/* Written by the owner, past every rule: only what is shown is asked here. */
async function mark(sheetIds: readonly string[]): Promise<void> {
  const { owner } = database
  await owner.raw('set session_replication_role = replica')
  await owner('applications')
    .where({ id: hidden })
    .update({ title: `Titolo ${MARKER}` })
  await owner('scores')
    .whereIn('scoring_id', sheetIds)
    .update({ reason: `Motivo ${MARKER}` })
  await markRequest(database, { applicationId: hidden, marker: MARKER })
  await owner.raw('set session_replication_role = default')
}

async function draft(workItemId: string, { personId, callId }: Scoring): Promise<void> {
  const { rules } = await database.stores.calls.get(callId)
  const typed = { scores: [{ criterionId: rules.evaluation.criteria[0]!.id, reason: TYPED }] }
  const saved = { typed, at: database.clock.now(), seen: 0 }
  await database.stores.taskDrafts.save({ workItemId, personId }, saved)
}

interface Shown {
  addresses: number
  searches: number
  seen: string[]
  typed: string[]
}

type Http = ReturnType<typeof apiOf>

/* Where the marker is shown to a viewer: on every address of API and pages, and in what each finds that can be searched. */
async function shownTo(actor: Actor): Promise<Shown> {
  const api = apiOf(database, routes, { actorOf: () => Promise.resolve(actor) })
  const web = pagesOf(database, actor)
  const read = routes.filter(({ method }) => method === 'get')
  const shown: Shown = { addresses: 0, searches: 0, seen: [], typed: [] }
  for (const { path, http, whole } of [
    ...read.map((one) => ({ path: one.path, http: api, whole: wholeOf(one) })),
    ...pages.map(({ path }) => ({ path, http: web, whole: '' })),
  ]) {
    if (WITHOUT_ANSWER_HERE.test(path)) continue
    for (const address of await addressesOf(path)) {
      const answer = await ask(http, `${address}${whole}`, shown)
      const filters =
        http === api ? ['text'] : [...answer.matchAll(/name="([\w-]+-text)"/g)].map(([, name]) => name)
      for (const name of filters) {
        shown.searches += 1
        await ask(http, `${address}?${name}=${MARKER}`, shown)
      }
    }
  }
  return shown
}

async function ask(http: Http, address: string, shown: Shown): Promise<string> {
  const { text } = (await http.get(address)) as { text?: string }
  shown.addresses += 1
  /* A page says back what was searched, a refusal the id that was asked for. */
  const told = (text ?? '').replaceAll(`text=${MARKER}`, '').replaceAll(`value="${MARKER}"`, '')
  const secrets = address.includes(hidden) ? [MARKER] : [MARKER, hidden]
  if (secrets.some((secret) => told.includes(secret))) shown.seen.push(address)
  if (told.includes(TYPED)) shown.typed.push(address)
  return text ?? ''
}

describe('what is hidden of an application stands on no address of API and pages (art. 5)', () => {
  it.each(['EXCLUDED', 'FINANCE_2', 'TITULAR_CGIL', 'LEAD_IPIS', ...LIMITED])('for %s', async (code) => {
    const { addresses, searches, seen, typed } = await shownTo(actors.get(code)!)
    expect(addresses).toBeGreaterThan(200)
    expect(searches).toBeGreaterThan(100)
    expect([...seen, ...typed]).toEqual([])
  })

  it('and stands where it must for who takes part, searches too; what another has typed stands nowhere', async () => {
    const { seen, typed } = await shownTo(actors.get('PROCESS_OWNER')!)
    const applications = [`/api/applications/${hidden}`, `/applications/${hidden}`]
    expect(seen).toEqual(expect.arrayContaining([...applications, `${applications[0]}/scores`]))
    expect(seen.filter((address) => address.endsWith(`applications?text=${MARKER}`))).toHaveLength(1)
    expect(typed).toEqual([])
  })

  it('what one has typed and not sent stands on the own task alone', async () => {
    const { typed } = await shownTo(actors.get('EVALUATOR')!)
    expect(typed).toEqual(expect.arrayContaining([expect.stringMatching(/^\/tasks\/\w+$/)]))
    expect(new Set(typed.map((address) => /\/(?:tasks|work-items)\/(\w+)/.exec(address)?.[1])).size).toBe(1)
  })
})

describe('nor once the ranking is drawn up, and opens with the outcome (art. 5, 8)', () => {
  beforeAll(async () => {
    for (const sheet of await scenario.openSheets()) await scenario.score(sheet, 70)
    await drawProvisional(scenario)
  })

  it.each(['EXCLUDED', 'FINANCE_2', 'TITULAR_CGIL', 'LEAD_IPIS', ...LIMITED])(
    'ranked, for %s',
    async (code) => {
      expect((await shownTo(actors.get(code)!)).seen).toEqual([])
    },
  )

  it('published, to who was excluded; another lead, and who stands in for another alone, reads the sealed ranking as everybody does', async () => {
    const published = { outcome_published_at: database.clock.now() }
    await database.arrange((tx) => tx('calls').where({ id: scenario.callId }).update(published))
    const excluded = await shownTo(actors.get('EXCLUDED')!)
    expect(excluded.seen).toContain(`/api/applications/${hidden}`)
    for (const code of ['LEAD_IPIS', ...LIMITED]) {
      const { seen } = await shownTo(actors.get(code)!)
      expect(seen.filter((address) => !address.includes('/ranking/seal'))).toEqual([])
    }
  })
})

describe('nor before anybody may evaluate it (art. 5, 10)', () => {
  let call: { id: string }
  let calls: Awaited<ReturnType<typeof createCallScenario>>
  beforeAll(async () => {
    await database.close()
    database = await createTestDatabase()
    calls = await createCallScenario(database)
    call = await calls.openCall()
    hidden = await calls.draft(call.id, demoAlliances[0])
    await mark([])
  })

  it.each(['PROCESS_OWNER', 'CASE_OFFICER_1', 'TITULAR_CGIL', 'LEAD_IPIS'])(
    'a draft, for %s',
    async (code) => {
      const { seen } = await shownTo(await calls.steps.actor(demoPersonId(code)))
      expect(seen).toEqual([])
    },
  )

  it('nor when its call has closed, for who declared nothing or leads another', async () => {
    await calls.submit(hidden, demoAlliances[0].lead)
    const { closesAt } = await database.stores.calls.get(call.id)
    database.setNow(closedAt({ closesAt }))
    await calls.steps.job(closeCall, { cycleId: calls.cycleId, callId: call.id })
    for (const code of ['TITULAR_CGIL', 'LEAD_IPIS'])
      expect((await shownTo(await calls.steps.actor(demoPersonId(code)))).seen).toEqual([])
  })
})
