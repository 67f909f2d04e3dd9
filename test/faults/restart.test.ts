import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { connect } from '../../db/connection.ts'
import { createPlayer } from '../cycle/player.ts'
import type { Play } from '../cycle/play.ts'
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
    play = await createPlayer(application.baseUrl, PATIENCE_MS)
  }, 300_000)
  afterAll(() => application.stop(), 60_000)

  const rows = async (sql: string): Promise<number> => {
    const knex = connect({ url: application.environment['DATABASE_URL'] ?? '', poolSize: 1 })
    const { rows: found } = await knex.raw<{ rows: { count: number }[] }>(sql)
    await knex.destroy()
    return found[0]?.count ?? 0
  }
  const deployments = () => rows('select count(*) as count from deployments where deployed_at is not null')
  const newest = () => rows('select extract(epoch from max(deployed_at))::bigint as count from deployments')

  it('still finds tasks after one that ended at a whole second, which Tasklist 8.6.0 writes without milliseconds', async () => {
    const address = `${application.parts.engine?.opensearchUrl ?? ''}/tasklist-list-view-8.6.0_/_doc/whole-second?routing=1`
    const answer = await fetch(address, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ completionTime: '2026-12-14T13:00:14Z' }),
    })
    expect(answer.status).toBe(201)
    await fetch(address, { method: 'DELETE' })
  })

  it('goes on with an open task, an unsent row, a leased job and an armed timer, and deploys nothing twice', async () => {
    const deployed = { files: await deployments(), at: await newest() }
    const owner = play.people.find((person) => person.roles.some((held) => held.role === 'PROCESS_OWNER'))
    const now = await play.now()
    const day = (days: number): string => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)
    const cycle = await play.as(owner?.personId ?? '').post<{ id: string }>('/api/cycles', {
      code: 'PTC-RESTART',
      title: 'Piano della ripartenza',
      guidelinesAct: 'DGR di prova',
      guidanceDueOn: day(120),
      endsOn: day(900),
      allocations: [{ year: now.getUTCFullYear() + 1, amountCents: 10_000_000 }],
    })

    await play.waitForTask('Task_DraftGuidance', cycle.id)
    await application.restartEverything()
    const draft = await play.waitForTask('Task_DraftGuidance', cycle.id)

    await play.complete(draft, {
      title: 'Documento di indirizzo',
      context: [],
      needs: [{ text: 'Cura dei minori', source: 'rilevazione della Rete' }],
      priorities: [{ title: 'Servizi salvatempo', text: 'Per chi lavora.' }],
      commentsUntil: day(20),
    })
    await application.restartEverything()
    await play.until(
      'the draft is shared with the network',
      async () =>
        (await rows(`select count(*) as count from outbox where kind = 'MAIL' and state = 'SENT'`)) > 0,
    )

    await application.restartEverything()
    await play.moveClockTo(new Date(now.getTime() + 100 * DAY_MS))
    const answering = await play.waitForTask('Task_AnswerComments')
    expect(answering.subjectId).toBeTruthy()
    expect({ files: await deployments(), at: await newest() }).toEqual(deployed)
  }, 900_000)
})
