import {
  boundary,
  catching,
  end,
  eventSub,
  exclusive,
  message,
  process,
  receive,
  service,
} from '../elements.ts'
import { line, otherwise, when } from '../model.ts'
import type { Model } from '../model.ts'

const news = message('news', '=key')
const closed = message('closed', '=closing')

/** Processes that take one message after the other, each with a subscription of its own. */
export const LOOPS = ['loop-a', 'loop-b']

const oneByOne = (id: string): Model =>
  process(id, [
    line('Enter', catching('Wait', news), service('Took'), exclusive('More')),
    when('More', 'Wait', '=taken < total'),
    line(end('End')),
    otherwise('More', 'End'),
  ])

/* Keeps one subscription, and begins a sub-process for each message. */
const always = process('always', [
  line('Enter', catching('Closed', closed), end('End')),
  eventSub(
    'Note',
    { event: news, interrupting: false, outputs: { number: '=number' } },
    [service('Noted'), end('NoteEnd')],
    { inputs: { number: '=null' } },
  ),
])

/* Several of these share the messages of a key. */
const sharing = process('sharing', [
  line('Enter', receive('Wait', news), service('Shared'), 'Wait'),
  line(boundary('Closed', { on: 'Wait' }, closed), end('End')),
])

/* Done, or withdrawn: never both, never neither. */
const contested = process('contested', [
  line('Enter', service('Contested'), end('Done')),
  line(boundary('Withdrawn', { on: 'Contested' }, message('withdrawn', '=key')), end('Gone')),
])

export const raceModels: readonly Model[] = [...LOOPS.map(oneByOne), always, sharing, contested]
