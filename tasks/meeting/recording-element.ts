import type { Meeting } from '../../db/meeting/meeting-store.ts'
import { recordMeeting } from './record-meeting.ts'
import { recordNetworkMeeting } from './record-network-meeting.ts'

/** The task by which a meeting is recorded: of the committee or of the network (art. 4, 7). */
export const recordingElement = ({ stage }: Pick<Meeting, 'stage'>) =>
  stage === 'NETWORK' ? recordNetworkMeeting.element : recordMeeting.element
