import type { Row } from '../../../test/support/refused-models.ts'
import { beside, task, itRefuses } from '../../../test/support/refused-models.ts'
import {
  boundary,
  element,
  loop,
  end,
  eventSubProcess,
  flow,
  message,
  path,
  processOf,
  service,
  start,
  timer,
  waitsFor,
} from '../../../test/support/small-process.ts'

const choice = (gateway: string, flows: string) =>
  processOf(start() + gateway + service('a') + service('b') + path('start', 'choose') + flows)
const gateway = (attributes = '', tag = 'exclusiveGateway') => element(tag, 'choose', { attributes })

const STRUCTURE: readonly Row[] = [
  ['a process without a start', processOf(end()), 'small', 'the process has no start event'],
  [
    'two none starts',
    beside(start('again') + path('again', 'work')),
    'small',
    'several none start events (start, again)',
  ],
  [
    'two starts by one message',
    beside(
      start('one', waitsFor('Told')) +
        start('two', waitsFor('Told')) +
        path('one', 'work') +
        path('two', 'work'),
      message('Told'),
    ),
    'small',
    'the message Told starts the process at several events (one, two)',
  ],
  [
    'two event sub-processes of one message',
    beside(eventSubProcess('a', waitsFor('Told')) + eventSubProcess('b', waitsFor('Told')), message('Told')),
    'small',
    'the message Told starts several event sub-processes',
  ],
  [
    'an event sub-process with a none start',
    beside(eventSubProcess('a', '')),
    'begun-a',
    'cannot be of type none: use message',
  ],
  ['a sub-process without a start', task('subProcess'), 'work', 'give it exactly one start event'],
  [
    'a sub-process with an event at its start',
    task('subProcess', '', element('startEvent', 'begun', { inside: timer('Duration', 'PT1S') })),
    'begun',
    'this start event of the sub process cannot be of type timer',
  ],
  [
    'a flow that ends nowhere',
    beside('<bpmn:sequenceFlow id="loose" sourceRef="work" />'),
    'loose',
    'does not join two elements',
  ],
  [
    'a flow out of a sub-process',
    task('subProcess', '', start('in') + flow('in', 'end')),
    'in-end',
    'crosses the border',
  ],
  [
    'a flow into a start',
    beside(path('work', 'start')),
    'work-start',
    'leads into start, which nothing can enter',
  ],
  ['a flow out of an end', beside(path('end', 'work')), 'end-work', 'leaves end, which nothing can leave'],
  [
    'a condition behind a task',
    beside(end('e2') + flow('work', 'e2', '=x')),
    'work-e2',
    'leaves no exclusive gateway',
  ],
  [
    'a default flow of another element',
    choice(gateway('default="start-choose"'), flow('choose', 'a', '=x') + flow('choose', 'b', '=y')),
    'choose',
    'the default flow start-choose does not leave this gateway',
  ],
  [
    'a default flow with a condition',
    choice(gateway('default="choose-a"'), flow('choose', 'a', '=x') + flow('choose', 'b', '=y')),
    'choose',
    'the default flow choose-a has a condition',
  ],
  [
    'a choice without a condition',
    choice(gateway(), flow('choose', 'a', '=x') + flow('choose', 'b')),
    'choose',
    'the flow choose-b has no condition',
  ],
  [
    'a condition that is fixed',
    choice(gateway(), flow('choose', 'a', 'yes')),
    'choose-a',
    'the condition yes is a fixed',
  ],
  [
    'a task behind an event-based gateway',
    choice(gateway('', 'eventBasedGateway'), path('choose', 'a') + path('choose', 'b')),
    'choose',
    'a follows the event-based gateway',
  ],
  [
    'two events of one message behind an event-based gateway',
    processOf(
      start() +
        gateway('', 'eventBasedGateway') +
        element('intermediateCatchEvent', 'a', { inside: waitsFor('Told') }) +
        element('intermediateCatchEvent', 'b', { inside: waitsFor('Told') }) +
        path('start', 'choose', 'a') +
        path('choose', 'b'),
      message('Told'),
    ),
    'choose',
    'the message Told is awaited several times behind the gateway (a, b)',
  ],
  [
    'a repeated event sub-process',
    beside(eventSubProcess('a', timer('Duration', 'PT1S'), { inside: loop('inputCollection="=items"') })),
    'a',
    'an event sub-process is no multi-instance',
  ],
  [
    'a receive task with a boundary of its own message',
    processOf(
      start() +
        element('receiveTask', 'work', { attributes: 'messageRef="Told"' }) +
        boundary('edge', 'work', waitsFor('Told')) +
        end() +
        path('start', 'work', 'end') +
        path('edge', 'end'),
      message('Told'),
    ),
    'work',
    'the message Told is caught several times here (work, edge)',
  ],
  [
    'an event-based gateway with one way',
    choice(gateway('', 'eventBasedGateway'), ''),
    'choose',
    'draw at least two flows',
  ],
]

describe('the structure of a model', () => {
  itRefuses([...STRUCTURE])
})
