import { readProcesses } from './read-process.ts'
import { listener, refusalOf } from '../../../test/support/refused-models.ts'
import {
  boundary,
  element,
  end,
  error,
  eventSubProcess,
  fails,
  flow,
  path,
  processOf,
  service,
  start,
  timer,
} from '../../../test/support/small-process.ts'

const gateway = (attributes = '', tag = 'exclusiveGateway') => element(tag, 'choose', { attributes })

describe('a circle', () => {
  const through = (...way: string[]) => `through ${way.join(', ')}: `
  const round = (inside: string, more = '') => processOf(start() + inside + more, error('Lost'))

  it('of gateways and throw events alone is refused with its elements', async () => {
    const xml = round(
      element('exclusiveGateway', 'again') +
        element('intermediateThrowEvent', 'tell') +
        gateway('default="choose-end"'),
      end() + path('start', 'again', 'tell', 'choose', 'end') + flow('choose', 'again', '=more'),
    )
    expect((await refusalOf(xml)).problems).toEqual([
      { elementId: 'again', reason: expect.stringContaining(through('again', 'tell', 'choose')) as string },
    ])
  })

  it('in which only a decision is taken is refused', async () => {
    const decision = element('businessRuleTask', 'rule', {
      extensions: '<zeebe:calledDecision decisionId="d" resultVariable="r" />',
    })
    const xml = round(
      decision,
      element('exclusiveGateway', 'again') + path('start', 'again', 'rule', 'again'),
    )
    expect((await refusalOf(xml)).message).toContain(through('rule', 'again'))
  })

  it.each([
    ['a service task', service('rest')],
    ['a timer', element('intermediateCatchEvent', 'rest', { inside: timer('Duration', 'PT1S') })],
    ['a listener', element('intermediateThrowEvent', 'rest', { extensions: listener('start') })],
    [
      'a sub-process with a task',
      element('subProcess', 'rest', { inside: start('in') + service('inner') + path('in', 'inner') }),
    ],
  ])('in which %s waits is accepted', async (_, rest) => {
    const xml = round(rest, element('exclusiveGateway', 'again') + path('start', 'again', 'rest', 'again'))
    await expect(readProcesses('small.bpmn', xml)).resolves.toHaveLength(1)
  })

  it('with one branch that waits and one that does not is refused', async () => {
    const xml = round(
      gateway('default="choose-rest"') + service('rest') + element('exclusiveGateway', 'again'),
      path('start', 'again', 'choose', 'rest', 'again') + flow('choose', 'again', '=more'),
    )
    expect((await refusalOf(xml)).message).toMatch(/through (choose, again|again, choose): /)
  })

  it('through a sub-process in which nothing waits is refused', async () => {
    const empty = element('subProcess', 'inner', { inside: start('in') + end('out') + path('in', 'out') })
    const xml = round(empty, element('exclusiveGateway', 'again') + path('start', 'again', 'inner', 'again'))
    expect((await refusalOf(xml)).message).toContain(through('inner', 'in', 'out', 'again'))
  })

  it('through an error that is caught at the boundary is refused', async () => {
    const failing = element('subProcess', 'inner', {
      inside: start('in') + end('out', fails('Lost')) + path('in', 'out'),
    })
    const xml = round(
      failing + boundary('edge', 'inner', fails('Lost')),
      path('start', 'inner') + path('edge', 'inner'),
    )
    expect((await refusalOf(xml)).message).toMatch(/through inner, in, out, edge: /)
  })

  it('through an error that an event sub-process takes first is accepted', async () => {
    const failing = element('subProcess', 'inner', {
      inside:
        start('in') +
        end('out', fails('Lost')) +
        path('in', 'out') +
        eventSubProcess('caught', fails('Lost'), { inside: service('mend') + path('begun-caught', 'mend') }),
    })
    const xml = round(
      failing + boundary('edge', 'inner', fails('Lost')),
      path('start', 'inner') + path('edge', 'inner'),
    )
    await expect(readProcesses('small.bpmn', xml)).resolves.toHaveLength(1)
  })
})
