import type { Row } from '../../../test/support/refused-models.ts'
import { beside, catching, bounded, itRefuses } from '../../../test/support/refused-models.ts'
import {
  boundary,
  element,
  end,
  error,
  eventSubProcess,
  fails,
  message,
  path,
  processOf,
  start,
  timer,
  waitsFor,
} from '../../../test/support/small-process.ts'

const EVENTS: readonly Row[] = [
  [
    'a date without a zone',
    catching(timer('Date', '2027-01-31T23:59:59')),
    'wait',
    'is not an instant with its zone',
  ],
  ['a date without a time', catching(timer('Date', '2027-01-31')), 'wait', 'is not an instant with its zone'],
  [
    'a day that is not in the calendar',
    catching(timer('Date', '2027-02-30T10:00:00Z')),
    'wait',
    'is not an instant',
  ],
  ...['20270131T235959Z', '2027-01-31T23:59:59.1234Z'].map((text): Row => [
    `the instant ${text}, which the run does not read`,
    catching(timer('Date', text)),
    ...(['wait', 'is not an instant with its zone'] as const),
  ]),
  ...['P2W', 'PT1.5H', 'P1DT', '-P1D'].map((text): Row => [
    `the duration ${text}, which the run does not read`,
    catching(timer('Duration', text)),
    ...(['wait', 'is not a duration'] as const),
  ]),
  ['a duration that is none', catching(timer('Duration', 'one hour')), 'wait', 'is not a duration'],
  [
    'a cycle that takes no time',
    bounded(timer('Cycle', 'R/PT0S'), 'cancelActivity="false"'),
    'edge',
    'is not a repeated duration that takes time',
  ],
  ['a cycle at an interrupting boundary', bounded(timer('Cycle', 'R/PT1H')), 'edge', 'timeCycle is only for'],
  ['a cycle of a catch', catching(timer('Cycle', 'R/PT1H')), 'wait', 'timeCycle is only for'],
  ['a timer without a time', catching('<bpmn:timerEventDefinition />'), 'wait', 'timeDate is missing'],
  [
    'a timer that starts the process',
    processOf(start('start', timer('Date', '2027-01-31T00:00:00Z')) + end() + path('start', 'end')),
    'start',
    'this start event of the process cannot be of type timer',
  ],
  [
    'a message that is not chosen',
    catching('<bpmn:messageEventDefinition />'),
    'wait',
    'the message is missing',
  ],
  [
    'a message name by expression',
    catching(waitsFor('Told'), element('message', 'Told', { attributes: 'name="=which"' })),
    'wait',
    'the name of the message is an expression',
  ],
  [
    'a message that is awaited without a key',
    catching(waitsFor('Told'), message('Told', null)),
    'wait',
    'the correlation key of the message Told is missing',
  ],
  [
    'an error that does not interrupt',
    bounded(fails('Lost'), 'cancelActivity="false"', error('Lost')),
    'edge',
    'an error always interrupts',
  ],
  [
    'an error that is thrown without a code',
    processOf(start() + end('end', '<bpmn:errorEventDefinition />') + path('start', 'end')),
    'end',
    'the code of the error is missing',
  ],
  [
    'a boundary at an event sub-process',
    beside(
      eventSubProcess('aside', timer('Duration', 'PT1S')) +
        boundary('edge', 'aside', timer('Duration', 'PT1S')) +
        end('late') +
        path('edge', 'late'),
    ),
    'edge',
    'the boundary event is not at a task, a call or a sub-process beside it',
  ],
  [
    'a boundary that leads nowhere',
    beside(boundary('edge', 'work', timer('Duration', 'PT1S'))),
    'edge',
    'nothing follows',
  ],
  [
    'two boundaries of one message',
    beside(
      boundary('one', 'work', waitsFor('Told')) +
        boundary('two', 'work', waitsFor('Told')) +
        end('late') +
        path('one', 'late') +
        path('two', 'late'),
      message('Told'),
    ),
    'work',
    'the message Told is caught several times here (one, two)',
  ],
]

describe('an event of a model', () => {
  itRefuses([...EVENTS])
})
