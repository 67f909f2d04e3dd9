import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A meeting of the committee or of the network: convened with its notice, then held and recorded (art. 4, 5, 7). */
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

/** What a meeting is on: of the committee a guidance document or a call, or it is the network's (art. 4, 7). */
export const meetingStages = ['GUIDANCE', 'EVALUATION', 'NETWORK'] as const
export type MeetingStage = (typeof meetingStages)[number]

/** What an item of an agenda is about; `APPLICATION` and `RANKING` are items of evaluation, `TOPIC` one of the network (art. 4, 5, 6). */
export const agendaItemKinds = ['GUIDANCE', 'APPLICATION', 'RANKING', 'TOPIC'] as const
export type AgendaItemKind = (typeof agendaItemKinds)[number]
