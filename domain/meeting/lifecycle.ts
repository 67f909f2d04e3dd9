import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A meeting of the committee: convened with its notice, then held and recorded (art. 4, 5, 7). */
export const meetingLifecycle = lifecycle('meeting', [
  [null, 'plan', 'PLANNED', 'PROCESS'],
  ['PLANNED', 'convene', 'CONVENED', 'PROCESS_OWNER'],
  ['CONVENED', 'hold', 'HELD', 'PROCESS_OWNER'],
  ['CONVENED', 'move', 'CONVENED', 'PROCESS_OWNER'],
  ['PLANNED', 'cancel', 'CANCELLED', 'PROCESS_OWNER'],
  ['CONVENED', 'cancel', 'CANCELLED', 'PROCESS_OWNER'],
  ['HELD', 'settle', 'HELD', 'PROCESS'],
])
export type MeetingStatus = StateOf<typeof meetingLifecycle>

/** What an item of an agenda is about; `APPLICATION` and `RANKING` are items of evaluation (art. 5, 6). */
export const agendaItemKinds = ['GUIDANCE', 'APPLICATION', 'RANKING'] as const
export type AgendaItemKind = (typeof agendaItemKinds)[number]
