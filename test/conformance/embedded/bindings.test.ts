import { createVersions } from '../../../engine/embedded/models/versions.ts'
import { checkLiving } from '../../../engine/embedded/models/check-living.ts'
import { openPool } from '../../../engine/embedded/database.ts'
import { decisionTable } from '../decision.ts'
import { call, decide, end, process, service, start } from '../elements.ts'
import { bareProcess, line } from '../model.ts'
import { useEngine } from './harness.ts'

const on = useEngine()
const child = (job: string) => bareProcess('child', [line(start('In'), service(job), end('Out'))])
const bound = (last: string) =>
  process('main', [line('Enter', call('Call', { process: 'child', bindingType: 'deployment' }), end(last))])

describe('a call that is bound to its deployment', () => {
  it('runs the version that came with it, though only the caller had changed', async () => {
    await on.player.deploy(bound('End'), child('First'))
    await on.player.deploy(bound('Other'), child('First'))
    await on.player.deploy(child('Second'))
    const instance = await on.player.begin()
    await on.player.work('First')
    await on.player.expectEnd(instance, 'Other')
  })

  it('runs the newest of both once they come together again', async () => {
    await on.player.deploy(bound('End'), child('First'))
    await on.player.deploy(bound('Other'), child('Second'))
    await on.player.begin()
    await on.player.work('Second')
  })
})

describe('the check of what lives, at a start', () => {
  /* What it says when the first version of this resource is one that nobody understands. */
  const saidWithout = async (id: string): Promise<string> => {
    const broken = `update engine.resources set content = replace(replace(content, 'serviceTask', 'scriptTask'), 'hitPolicy="UNIQUE"', 'hitPolicy="PRIORITY"') where id = ? and version = 1`
    await on.database.owner.raw(broken, [on.names(id)])
    const pool = openPool(on.database.url)
    try {
      return await checkLiving(pool, createVersions()).then(
        () => 'nothing',
        (error: unknown) => String(error),
      )
    } finally {
      await pool.end()
    }
  }
  afterEach(() => on.database.owner.raw('delete from engine.message_starts'))

  it('names a version that nothing runs on but a message may start', async () => {
    await on.player.deploy(process('main', [line('Enter', end('End'))]))
    expect(await saidWithout('main')).toMatch(new RegExp(`${on.names('main')}, version 1: .*scriptTask`, 's'))
  })

  it('names what would be called, at every depth', async () => {
    const calling = (id: string, of: string) =>
      bareProcess(id, [line(start('In'), call('Call', { process: of }), end('Out'))])
    const main = process('main', [line('Enter', call('Call', { process: 'outer' }), end('End'))])
    await on.player.deploy(main, calling('outer', 'child'), child('Work'))
    expect(await saidWithout('child')).toContain(`${on.names('child')}, version 1`)
  })

  it('names a decision that would be asked, by whatever binding', async () => {
    const table = (answer: string) =>
      decisionTable('rule', {
        ...{ hitPolicy: 'UNIQUE', inputs: { x: 'number' }, outputs: { y: 'number' } },
        rules: [['1', answer]],
      })
    const asking = process('main', [
      line('Enter', decide('Ask', { decision: 'rule', result: 'r' }), end('End')),
    ])
    const render = asking.render
    const tied = {
      ...asking,
      render: (names: Parameters<typeof render>[0]) =>
        render(names).replace('<zeebe:calledDecision', '<zeebe:calledDecision bindingType="deployment"'),
    }
    await on.player.deploy(tied, table('2'))
    await on.player.deploy(table('3'))
    expect(await saidWithout('rule')).toContain(`${on.names('rule')}, version 1`)
  })

  it('says nothing of a version that nothing leads to any more', async () => {
    await on.player.deploy(child('Work'))
    expect(await saidWithout('child')).toBe('nothing')
  })
})
