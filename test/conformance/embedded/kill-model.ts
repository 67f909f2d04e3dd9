import { decisionTable } from '../decision.ts'
import {
  boundary,
  call,
  catching,
  decide,
  duration,
  end,
  error,
  eventBased,
  eventSub,
  exclusive,
  message,
  parallel,
  receive,
  service,
  start,
  sub,
  terminate,
  user,
} from '../elements.ts'
import { bareProcess, line, otherwise, when } from '../model.ts'
import type { Model } from '../model.ts'

const onKey = (name: string) => message(name, '=key')
const onEach = { over: '=[1,2,3]', as: 'item', collect: { into: 'doubled', from: '=item + item' } }

/* Called: a multi-instance, then an error that the caller catches. */
const called = bareProcess('called', [
  line(start('CalledStart'), service('Item', { loop: onEach }), service('Refuse'), end('NeverReached')),
])

const doubling = decisionTable('doubling', {
  hitPolicy: 'FIRST',
  inputs: { given: 'number' },
  outputs: { result: 'number' },
  rules: [
    ['< 10', '2'],
    ['', '0'],
  ],
})

const work = [
  line(
    'Fork',
    service('Prepare', {
      startListeners: ['heard'],
      endListeners: ['told'],
      inputs: { local: '=given' },
      outputs: { prepared: '=local + 1' },
    }),
    user('Task', { startListeners: ['opened'] }),
    'Join',
  ),
  line('Fork', catching('Wait', onKey('go')), catching('Pause', duration('PT0.02S')), 'Join'),
  line(
    'Fork',
    sub('Scope', [
      line(
        start('ScopeStart'),
        service('Each', { loop: { ...onEach, sequential: true } }),
        service('Hold'),
        end('ScopeEnd'),
      ),
      eventSub('Add', { event: onKey('added'), interrupting: false }, [service('Added'), end('AddEnd')]),
    ]),
    'Join',
  ),
  line('Fork', call('Call', { process: 'called' }), end('CallNeverEnds')),
  line(boundary('Refused', { on: 'Call' }, error('REFUSED')), service('Mend'), 'Join'),
  line('Fork', eventBased('Either'), catching('Chosen', onKey('chosen')), 'Join'),
  line('Either', catching('TooLate', duration('P1D')), end('NeverLate')),
  line(
    'Fork',
    receive('Receive', onKey('answered')),
    decide('Decide', { decision: 'doubling', result: 'decided' }),
    'Join',
  ),
  line(
    boundary('Slow', { on: 'Receive', interrupting: false }, duration('PT0S')),
    service('Remind'),
    end('Reminded'),
  ),
]

/** Every kind of element that runs, in one process; what each has given is asked for before its end. */
export const killModels: readonly Model[] = [
  doubling,
  called,
  bareProcess('main', [
    line(start('Begin', message('begin')), parallel('Fork')),
    work,
    line(parallel('Join'), exclusive('Check')),
    line(service('Last'), end('End', terminate)),
    otherwise('Check', 'Wrong'),
    when('Check', 'Last', '=prepared = 2 and doubled = [2,4,6] and decided = 2'),
    service('Wrong'),
    line('Wrong', end('WrongEnd')),
  ]),
]

/** Messages that are there before the process asks for them. */
export const PUBLISHED_BEFORE = ['go', 'chosen']

/** How often each element ends, by outcome; gateways and flows are not counted. */
export const expectedEnds: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  COMPLETED: {
    ...{ Begin: 1, Prepare: 1, Task: 1, Wait: 1, Pause: 1, Scope: 1, ScopeStart: 1, Hold: 1, ScopeEnd: 1 },
    ...{ Each: 4, Add: 2, AddStart: 2, Added: 2, AddEnd: 2, Refused: 1, Mend: 1, Chosen: 1 },
    ...{ Receive: 1, Decide: 1, Slow: 1, Remind: 1, Reminded: 1, Last: 1, End: 1 },
    ...{ CalledStart: 1, Item: 4 },
  },
  TERMINATED: { Call: 1, Refuse: 1 },
}
