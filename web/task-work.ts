import { acceptCutGrant } from '../tasks/evaluation/accept-cut-grant.ts'
import { scoreApplication } from '../tasks/evaluation/score-application.ts'
import { recordMeeting } from '../tasks/meeting/record-meeting.ts'
import type { LoadedWorkItem } from '../use-cases/cycle/load-work-item.ts'
import { callDesk } from './call-desk.ts'
import { shownData, typedInto } from './draft-view.ts'
import type { Part } from './forms/task-view.ts'
import type { PageContext, PageView } from './page.ts'
import { reshapingView } from './reshaping.ts'
import { sittingView } from './sitting.ts'
import { TASK_FORM } from './task-acts.ts'

type Item = Pick<LoadedWorkItem, 'element' | 'data'>

/* Recorded on a page of its own making, the same with and without scripts. */
const isSitting = ({ element }: Item, works: boolean) => works && element === recordMeeting.element

/* Where the call lets a project be reshaped, so is the answer on its cut grant. */
const isReshaping = ({ element, data }: Item, works: boolean) =>
  works && element === acceptCutGrant.element && data['isReshapable'] === true

/** What the page of a task shows in the place of its form, for who has it in hand: null where the form does. */
export async function ownWorkOf(
  item: LoadedWorkItem,
  context: PageContext,
  { works, parts }: { works: boolean; parts: readonly Part[] },
) {
  const shown = () => ({
    ...{ id: item.id, parts },
    data: shownData(item, typedInto(item, context.sent, TASK_FORM)),
  })
  return {
    desk: item.desk !== null && works ? await callDesk(context, item.id) : null,
    exampleCall: context.parts.demoPeople !== null && item.desk !== null,
    sitting: isSitting(item, works) ? await sittingView(context, shown()) : null,
    reshaping: isReshaping(item, works) ? await reshapingView(context, shown()) : null,
  }
}

/** The scripts of a task's page. A desk needs none: each of its forms is sent as it is. */
export function scriptsOf(
  item: LoadedWorkItem,
  { works, dossier }: { works: boolean; dossier: boolean },
): Pick<PageView, 'modules' | 'libraries'> {
  if (item.desk !== null) return {}
  if (isSitting(item, works)) return { modules: ['sitting'] }
  const beside = dossier ? ['dossier', ...(item.element === scoreApplication.element ? ['sheet'] : [])] : []
  if (isReshaping(item, works)) return { modules: ['reshaping', ...beside] }
  return works
    ? { modules: ['task', ...beside], libraries: ['form-js'] }
    : { modules: ['left-draft', ...beside] }
}
