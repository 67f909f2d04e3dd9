import { pino } from 'pino'
import { openPool } from '../../../engine/embedded/database.ts'
import { startDispatch } from '../../../engine/embedded/dispatch/dispatch.ts'
import type { ActivatedJob } from '../../../engine/port.ts'
import { end, process, service } from '../elements.ts'
import { waitFor } from '../../support/wait-for.ts'
import { line } from '../model.ts'
import { useEngine } from './harness.ts'

const on = useEngine()

describe('a job', () => {
  it('is not leased where its variables cannot be read, and comes with them once they can', async () => {
    const model = process('main', [line('Enter', service('A', { inputs: { local: '=1' } }), end('End'))])
    await on.player.deploy({ ...model, jobTypes: model.jobTypes.filter((type) => type !== 'A') })
    await on.player.begin({ known: 2, other: 3 })
    await on.database.owner.raw('revoke select on engine.variables from concilia_engine')
    const pool = openPool(on.database.url)
    let failed = (): void => undefined
    const refused = new Promise<void>((resolve) => (failed = resolve))
    const received: ActivatedJob[] = []
    const log = pino({ level: 'warn' }, { write: () => failed() })
    const jobs = [{ type: on.names('A'), fetchVariables: ['local', 'known'], leaseMs: 60_000 }]
    const onJob = (job: ActivatedJob): Promise<void> => {
      received.push(job)
      return Promise.resolve()
    }
    const dispatch = startDispatch({ pool, url: on.database.url, log }, { jobs, workerName: 'test', onJob })
    try {
      await refused
      const leased = await on.count('select count(*) from engine.jobs where due_at > clock_timestamp()')
      await on.database.owner.raw('grant select on engine.variables to concilia_engine')
      expect(leased).toBe(0)
      const job = await waitFor('the job', 10_000, () => Promise.resolve(received[0] ?? null))
      expect(job).toMatchObject({ elementId: 'A', variables: { local: 1, known: 2 } })
      expect(job.variables).not.toHaveProperty('other')
    } finally {
      await dispatch.stop()
      await pool.end()
    }
  })
})
