import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { connect } from '../../db/platform/connection.ts'
import { createPlayer } from '../cycle/player.ts'
import type { Caller, Play } from '../cycle/play.ts'
import { readScenario } from '../cycle/scenario.ts'
import { startWholeApplication } from '../support/running-application.ts'
import type { RunningApplication } from '../support/running-application.ts'

const PATIENCE_MS = 300_000
const DAY_MS = 24 * 60 * 60 * 1000

describe('everything stopped and started again', () => {
  let application: RunningApplication
  let play: Play

  beforeAll(async () => {
    application = await startWholeApplication({
      name: 'restart',
      portOffset: 60,
      settings: { CONCILIA_JOB_LEASE_MS: '5000' },
    })
    play = await createPlayer(
      { baseUrl: application.baseUrl, patienceMs: PATIENCE_MS },
      await readScenario('milano'),
    )
  }, 300_000)
  afterAll(() => application.stop(), 60_000)

  const onDatabase = async <T>(act: (knex: Knex) => Promise<T>): Promise<T> => {
    const knex = connect({ url: application.environment['DATABASE_URL'] ?? '', poolSize: 2 })
    return act(knex).finally(() => knex.destroy())
  }
  const rows = (sql: string): Promise<number> =>
    onDatabase(async (knex) => (await knex.raw<{ rows: { count: number }[] }>(sql)).rows[0]?.count ?? 0)
  const deployments = () => rows('select count(*) as count from engine.resources')
  const newest = () =>
    rows('select extract(epoch from max(deployed_at))::bigint as count from engine.resources')
  const unsent = () =>
    rows(`select count(*) as count from outbox where kind = 'COMPLETE_USER_TASK' and state = 'PENDING'`)
  const stepsThatWait = () =>
    rows(`select count(*) as count from pg_locks where relation = 'job_executions'::regclass and not granted`)

  const openCycle = async (owner: Caller, day: (days: number) => string): Promise<string> => {
    const { cycleId } = await owner.post<{ cycleId: string }>('/api/cycles', {
      code: 'PTC-RESTART',
      title: 'Piano della ripartenza',
      guidelinesAct: 'DGR di prova',
      guidanceDueOn: day(120),
      endsOn: day(900),
      allocations: [{ year: Number(day(0).slice(0, 4)) + 1, amountCents: 10_000_000 }],
    })
    return cycleId
  }
  /* Where the tokens of the only guidance process stand, as the engine itself says. */
  const tokensOfGuidance = async (owner: Caller, cycleId: string): Promise<string[]> => {
    const path = `/api/cycles/${cycleId}/processes`
    const { processes } = await owner.get<{
      processes: { processId: string; latest: { key: string } | null }[]
    }>(path)
    const key = processes.find(({ processId }) => processId === 'guidance')?.latest?.key
    if (key === undefined) return []
    const { tokens } = await owner.get<{ tokens: { elementId: string }[] }>(`${path}/${key}`)
    return tokens.map(({ elementId }) => elementId)
  }

  it('goes on with an open task, an unsent row, an armed timer and a leased job, and deploys nothing twice', async () => {
    const deployed = { files: await deployments(), at: await newest() }
    const owner = play.as(demoPersonId('PROCESS_OWNER'))
    const now = await play.now()
    const day = (days: number): string => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)
    const cycleId = await openCycle(owner, day)

    const task = await play.waitForTask('Task_DraftGuidance', cycleId)
    await application.restartEverything()
    const draft = await play.waitForTask('Task_DraftGuidance', cycleId)
    expect(draft.id).toBe(task.id)

    const engineLock = await holdTable('engine.instances')
    await play.complete(draft, {
      title: 'Documento di indirizzo',
      context: [],
      needs: [{ text: 'Cura dei minori', source: 'rilevazione della Rete' }],
      priorities: [{ title: 'Servizi salvatempo', text: 'Per chi lavora.' }],
      commentsUntil: day(20),
    })
    await application.restartEverything(async () => {
      expect(await unsent()).toBe(1)
      await engineLock.release()
    })
    await play.until('the timer of the comments to be armed', async () =>
      (await tokensOfGuidance(owner, cycleId)).includes('Event_CommentsDue'),
    )

    await application.restartEverything()
    const stepsLock = await holdTable('job_executions')
    await play.moveClockTo(new Date(now.getTime() + 100 * DAY_MS))
    await play.until('a step that waits with its job leased', async () => (await stepsThatWait()) > 0)
    await application.restartEverything(stepsLock.release)
    const answering = await play.waitForTask('Task_AnswerComments')
    expect(answering.subjectId).toBeTruthy()
    expect(await rows(`select count(*) as count from outbox where state = 'PARKED'`)).toBe(0)
    expect({ files: await deployments(), at: await newest() }).toEqual(deployed)
  }, 900_000)

  /* Nobody else writes it meanwhile: the engine takes nothing in, or no step gets past its first statement, the ledger's. */
  const holdTable = async (table: string): Promise<{ release: () => Promise<void> }> => {
    const knex = connect({ url: application.environment['DATABASE_URL'] ?? '', poolSize: 1 })
    const transaction = await knex.transaction()
    await transaction.raw(`lock table ${table} in exclusive mode`)
    return {
      async release() {
        await transaction.rollback()
        await knex.destroy()
      },
    }
  }
})
