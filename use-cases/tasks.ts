import { prepareCall } from './call/prepare-call.ts'
import { decideAdmissibility } from './evaluation/decide-admissibility.ts'
import type { WorkItemElement } from '../domain/shared/work-item-types.ts'
import { draftGuidance } from './guidance/draft-guidance.ts'
import { answerComments } from './guidance/answer-comments.ts'
import { conveneMeeting } from './meeting/convene-meeting.ts'
import { recordMeeting } from './meeting/record-meeting.ts'
import { recordAct } from './act/record-act.ts'
import { recordPublication } from './act/record-publication.ts'
import { reportResults } from './monitoring/report-results.ts'
import { writeFinalReport } from './monitoring/write-final-report.ts'
import type { Task } from './task.ts'

/** Every user task of the models, in process order; the wiring test compares it with BPMN. */
export const tasks: readonly Task[] = [
  draftGuidance,
  answerComments,
  conveneMeeting,
  recordMeeting,
  recordAct,
  recordPublication,
  prepareCall,
  decideAdmissibility,
  reportResults,
  writeFinalReport,
]

/** The task of an element. Throws when the models know a task that we do not. */
export function taskOf(element: WorkItemElement): Task {
  const task = tasks.find((candidate) => candidate.element === element)
  if (task === undefined) throw new TypeError(`no task for ${element}`)
  return task
}
