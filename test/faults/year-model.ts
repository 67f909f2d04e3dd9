import {
  boundary,
  call,
  catching,
  cycle,
  duration,
  end,
  exclusive,
  message,
  service,
  start,
  sub,
  user,
} from '../conformance/elements.ts'
import { bareProcess, line, otherwise, when } from '../conformance/model.ts'
import type { Model } from '../conformance/model.ts'

export const ROUNDS = 12
export const VOTERS = 3
/** Days of legal time: between two rounds, until a report lapses, and between reminders of it. */
export const DAYS = { pause: 14, lapse: 10, reminder: 2 }
export const REMINDERS = 3

/** A cycle of a year: so many rounds, each of which calls a process with a report to be written and votes to come. */
export const yearModels: readonly Model[] = [
  bareProcess('round', [
    line(start('RoundStart'), user('Report', { startListeners: ['open-report'] }), exclusive('Reported')),
    line(
      boundary('Reminder', { on: 'Report', interrupting: false }, cycle(`R${REMINDERS}/P${DAYS.reminder}D`)),
      service('Remind'),
      end('Reminded'),
    ),
    line(boundary('Lapsed', { on: 'Report' }, duration(`P${DAYS.lapse}D`)), service('NoteLapse'), 'Reported'),
    line(
      'Reported',
      sub(
        'Vote',
        [
          line(
            start('VoteStart'),
            catching('Voted', message('voted', '=voter')),
            service('CountVote'),
            end('VoteEnd'),
          ),
        ],
        {
          loop: { over: '=voters', as: 'voter', collect: { into: 'votes', from: '=vote' } },
          inputs: { vote: '=0' },
        },
      ),
      service('CloseVotes'),
      end('RoundEnd'),
    ),
  ]),
  bareProcess('year', [
    line(
      start('Begin', message('year-begun')),
      exclusive('Next'),
      catching('Pause', duration(`P${DAYS.pause}D`)),
      service('Invite'),
      call('Round', { process: 'round', propagateAllChildVariables: false }),
      exclusive('More'),
    ),
    when('More', 'Next', `=round < ${ROUNDS}`),
    line(service('Close'), end('End')),
    otherwise('More', 'Close'),
  ]),
]
