import { randomUUID } from 'node:crypto'
import { boundary, end, message, process, user } from '../elements.ts'
import { line } from '../model.ts'
import { useEngine } from './harness.ts'

const on = useEngine()

describe('the lists of user tasks', () => {
  it('never show one that was taken away while it was still being made; its path does', async () => {
    await on.player.deploy(
      process('main', [line('Enter', user('Task', { startListeners: ['Listen'] }), end('End'))]),
    )
    const instance = await on.player.begin()
    const { elementInstanceKey } = await on.player.take('Listen')
    await on.engine.cancelInstance(instance)
    expect(await on.engine.userTasks(instance, 'CANCELED')).toEqual([])
    expect(await on.engine.path(instance)).toContainEqual({
      ...{ elementId: 'Task', kind: 'ELEMENT', completed: 0, terminated: 1 },
    })
    await on.engine.completeUserTask({ elementInstanceKey, processInstanceKey: instance, variables: {} })
  })

  it('show one as completed also while its end listeners run', async () => {
    await on.player.deploy(
      process('main', [line('Enter', user('Task', { endListeners: ['Listen'] }), end('End'))]),
    )
    const instance = await on.player.begin()
    const [task] = await on.player.userTasks(instance, 'CREATED', ['Task'])
    await on.player.completeTask(task!, instance)
    await on.player.userTasks(instance, 'CREATED', [])
    await on.player.userTasks(instance, 'COMPLETED', ['Task'])
    await on.player.work('Listen')
    await on.player.userTasks(instance, 'COMPLETED', ['Task'])
    await on.player.expectEnd(instance)
  })

  it('show one that an event took away as cancelled', async () => {
    await on.player.deploy(
      process('main', [
        line('Enter', user('Task'), end('End')),
        boundary('Out', { on: 'Task' }, message('out', '=key')),
        line('Out', end('Withdrawn')),
      ]),
    )
    const key = randomUUID()
    const instance = await on.player.begin({ key })
    await on.player.userTasks(instance, 'CREATED', ['Task'])
    await on.player.publish('out', key)
    await on.player.userTasks(instance, 'CANCELED', ['Task'])
    await on.player.expectEnd(instance, 'Withdrawn')
  })
})
