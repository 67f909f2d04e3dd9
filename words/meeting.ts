import type { MeetingStatus } from '../domain/meeting/lifecycle.ts'
import type { WorkingGroupStatus } from '../domain/meeting/working-group.ts'

/** What meetings and working groups are called: part of the lists of `codes.ts`. */
export const meetingWords = {
  meeting: {
    PLANNED: 'da convocare',
    CONVENED: 'convocata',
    HELD: 'tenuta',
    CANCELLED: 'annullata',
  } satisfies Record<MeetingStatus, string>,
  workingGroup: {
    PROPOSED: 'proposto al Comitato',
    WITHDRAWN: 'proposta ritirata',
    CONSTITUTED: 'costituito',
    REJECTED: 'non costituito dal Comitato',
    ENDED: 'concluso al suo ultimo giorno',
    DISSOLVED: 'sciolto dal Comitato',
  } satisfies Record<WorkingGroupStatus | 'ENDED', string>,
  /* What a meeting does of a working group. */
  groupItem: {
    GROUP_CONSTITUTION: 'costituzione',
    GROUP_REPORT: 'relazione',
    GROUP_DISSOLUTION: 'scioglimento',
  },
}
