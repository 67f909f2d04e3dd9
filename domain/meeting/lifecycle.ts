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

/** What a meeting is on: of the committee a guidance document, a call or an agenda of its own, or it is the network's (art. 4, 7). */
export const meetingStages = ['GUIDANCE', 'EVALUATION', 'COMMITTEE', 'NETWORK'] as const
export type MeetingStage = (typeof meetingStages)[number]

/** What an item of an agenda is about; `APPLICATION` and `RANKING` are items of evaluation, `TOPIC` one of the network; of an agenda of
 * the committee's own, it votes on a `MOTION` and hears an `INFORMATION`; it constitutes and dissolves a working group by its vote, and hears
 * the report of one (art. 4, 5, 6, 7). */
export const agendaItemKinds = [
  'GUIDANCE',
  'APPLICATION',
  'RANKING',
  'TOPIC',
  'MOTION',
  'INFORMATION',
  'GROUP_CONSTITUTION',
  'GROUP_REPORT',
  'GROUP_DISSOLUTION',
] as const
export type AgendaItemKind = (typeof agendaItemKinds)[number]

/** Whether the committee only hears it: nothing is voted but putting it off (art. 7). */
export const isHeard = (kind: AgendaItemKind): boolean => kind === 'INFORMATION' || kind === 'GROUP_REPORT'

/** Whether a lead of an alliance is convened to it as a consultant: to every item of the committee but those of evaluation (art. 5). */
export const isForConsultants = (kind: AgendaItemKind): boolean =>
  !['APPLICATION', 'RANKING', 'TOPIC'].includes(kind)

/** The subject of the meetings on an agenda of the committee's own: it is one, whatever the cycle, and has one of them to hold at a time
 * (art. 7). */
export const COMMITTEE = 'committee'
