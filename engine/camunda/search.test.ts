import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { TransientError } from '../../domain/shared/errors.ts'
import { connectRest } from './client.ts'
import { createSearch86 } from './search-8-6.ts'
import { createSearch88 } from './search-8-8.ts'
import { createAsk } from './search.ts'

/* Above 2^53, as the keys of later partitions are. */
const INSTANCE = '9007199254740993'
const BIG = '9007199254740995'

let server: Server
let asked: { path: string; body: string }[]
let answers: Record<string, string[]>

/* The REST API as far as searches go: each path with its answers in turn, then 401 as after a restart. */
beforeEach(async () => {
  asked = []
  answers = {}
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const path = request.url?.split('?')[0] ?? ''
      asked.push({ path, body: Buffer.concat(parts).toString() })
      const answer = answers[path]?.shift()
      response.statusCode = path === '/api/login' ? 204 : answer === undefined ? 401 : 200
      response.end(answer ?? '{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const ask = () => {
  const restUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return createAsk(connectRest({ restUrl, signIn: { strategy: 'COOKIE', user: 'u', password: 'p' } }))
}
const items = (count: number, item: string): string => Array.from({ length: count }, () => item).join(',')
const bodiesOf = (path: string): string[] => asked.filter((one) => one.path === path).map(({ body }) => body)

describe('a search on 8.6', () => {
  const NODES = '/v2/flownode-instances/search'
  const node = (state: string, incident = false) =>
    `{"flowNodeId":"Task_A","state":"${state}","incident":${incident},"processDefinitionKey":1}`

  it('reads page after page until one is not full, with keys that no number holds', async () => {
    answers[NODES] = [
      `{"items":[${items(500, node('ACTIVE'))}],"page":{"lastSortValues":[${BIG}]}}`,
      `{"items":[${node('ACTIVE', true)}],"page":{"lastSortValues":[1]}}`,
    ]
    expect(await createSearch86(ask()).tokens(INSTANCE)).toEqual([
      { elementId: 'Task_A', active: 501, incidents: 1 },
    ])
    const [first, second] = bodiesOf(NODES)
    expect(first).toContain(`"processInstanceKey":${INSTANCE}`)
    expect(second).toContain(`"searchAfter":[${BIG}]`)
  })

  it('signs in again where the session has ended, and tells to wait when that does not help', async () => {
    await expect(createSearch86(ask()).tokens('1')).rejects.toThrow(TransientError)
    expect(asked.map(({ path }) => path)).toEqual(['/api/login', NODES, '/api/login', NODES])
  })

  it('counts the way of an instance by element and outcome', async () => {
    const nodes = [node('COMPLETED'), node('TERMINATED'), node('COMPLETED')]
    answers[NODES] = [`{"items":[${nodes.join(',')}],"page":{}}`]
    expect(await createSearch86(ask()).path('1')).toEqual([
      { elementId: 'Task_A', kind: 'ELEMENT', completed: 2, terminated: 1 },
    ])
  })

  it('tells an incident of ours by its code and sentence, and one of the engine in its own words', async () => {
    const incident = (more: string) =>
      `{"key":${BIG},"processInstanceKey":${INSTANCE},"flowNodeId":"Task_A","flowNodeInstanceKey":8,"creationTime":"2027-01-01T00:00:00Z",${more}}`
    const ours = '"jobKey":7,"errorType":"JOB_NO_RETRIES","errorMessage":"Non va. (DATABASE_CONSTRAINT, x_y)"'
    const own = '"jobKey":-1,"errorType":"CONDITION_ERROR","errorMessage":"no boolean"'
    answers['/v2/incidents/search'] = [`{"items":[${incident(ours)},${incident(own)}],"page":{}}`]
    expect(await createSearch86(ask()).incidents('1')).toMatchObject([
      { key: BIG, jobKey: '7', code: 'DATABASE_CONSTRAINT', sentence: 'Non va.' },
      { key: BIG, jobKey: null, code: 'CONDITION_ERROR', sentence: 'no boolean' },
    ])
  })
})

describe('an instance', () => {
  it('is ended only where the engine says so, and unknown while the search does not show it, on 8.6', async () => {
    answers['/v2/process-instances/search'] = [
      `{"items":[{"key":${INSTANCE},"bpmnProcessId":"call","state":"CANCELED","startDate":"2027-01-01T00:00:00Z"}],"page":{}}`,
      '{"items":[],"page":{}}',
    ]
    const search = createSearch86(ask())
    expect(await search.instance(INSTANCE)).toMatchObject({
      ...{ key: INSTANCE, processId: 'call', state: 'TERMINATED' },
    })
    expect(await search.instance(INSTANCE)).toBeNull()
  })

  it('is told with its state on 8.8', async () => {
    const found = `"processInstanceKey":"${INSTANCE}","processDefinitionId":"call","state":"ACTIVE"`
    answers['/v2/process-instances/search'] = [
      `{"items":[{${found},"startDate":"2027-01-01T00:00:00Z"}],"page":{}}`,
    ]
    expect(await createSearch88(ask()).instance(INSTANCE)).toMatchObject({ key: INSTANCE, state: 'ACTIVE' })
  })

  it('is told with its end, several in one search on 8.8', async () => {
    const found = (key: string, more: string) =>
      `{"processInstanceKey":"${key}","processDefinitionId":"call","startDate":"2027-01-01T00:00:00Z",${more}}`
    const ended = '"state":"COMPLETED","endDate":"2027-02-01T00:00:00Z"'
    answers['/v2/process-instances/search'] = [
      `{"items":[${found(INSTANCE, ended)},${found(BIG, '"state":"ACTIVE"')}],"page":{}}`,
    ]
    expect(await createSearch88(ask()).instances([INSTANCE, BIG])).toMatchObject([
      { key: INSTANCE, state: 'COMPLETED', endedAt: new Date('2027-02-01T00:00:00Z') },
      { key: BIG, state: 'ACTIVE', endedAt: null },
    ])
    const [body = ''] = bodiesOf('/v2/process-instances/search')
    expect(JSON.parse(body)).toMatchObject({ filter: { processInstanceKey: { $in: [INSTANCE, BIG] } } })
  })

  it('is one of those whose open incidents are told, oldest first', async () => {
    const incident = (key: number, instance: number, day: string) =>
      `{"incidentKey":"${key}","processInstanceKey":"${instance}","elementId":"a","elementInstanceKey":"8","creationTime":"2027-01-${day}T00:00:00Z","errorType":"UNKNOWN"}`
    answers['/v2/incidents/search'] = [
      `{"items":[${[incident(1, 5, '02'), incident(2, 6, '01'), incident(3, 5, '01')].join(',')}],"page":{}}`,
    ]
    const open = await createSearch88(ask()).openIncidents(9, { name: 'cycleId', value: 'c' })
    expect(open.map(({ key }) => key)).toEqual(['2', '3', '1'])
  })
})

describe('a search on 8.8', () => {
  it('reads page after page by cursor', async () => {
    const tasks = '/v2/user-tasks/search'
    const task = '{"userTaskKey":"7","elementInstanceKey":"8","elementId":"Task_A"}'
    answers[tasks] = [
      `{"items":[${items(500, task)}],"page":{"totalItems":501,"endCursor":"next"}}`,
      `{"items":[${task}],"page":{"totalItems":501}}`,
    ]
    expect(await createSearch88(ask()).userTasks(INSTANCE, 'CREATED')).toHaveLength(501)
    const [first, second] = bodiesOf(tasks)
    expect(first).toContain(`"processInstanceKey":"${INSTANCE}"`)
    expect(second).toContain('"after":"next"')
  })

  it('counts elements and the flows that were taken', async () => {
    const element = '{"elementId":"Task_A","state":"COMPLETED","hasIncident":false,"type":"SERVICE_TASK"}'
    const whole = '{"elementId":"call","state":"ACTIVE","hasIncident":false,"type":"PROCESS"}'
    answers['/v2/element-instances/search'] = [`{"items":[${element},${whole}],"page":{}}`]
    answers['/v2/process-instances/1/sequence-flows'] = ['{"items":[{"elementId":"Flow_1"}]}']
    expect(await createSearch88(ask()).path('1')).toEqual([
      { elementId: 'Task_A', kind: 'ELEMENT', completed: 1, terminated: 0 },
      { elementId: 'Flow_1', kind: 'FLOW', completed: 1, terminated: 0 },
    ])
  })
})
