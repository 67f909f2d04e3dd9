import type { OperationName } from '../api/operations.ts'
import type { CallPart } from '../domain/call/call-draft.ts'
import { loadCallDraft } from '../use-cases/call/load-call-draft.ts'
import type { LoadedCallDraft } from '../use-cases/call/load-call-draft.ts'
import { loadHands } from '../use-cases/cycle/load-work-item.ts'
import type { PageContext } from './page.ts'
import { param } from './page.ts'
import { handsView } from './task-hands.ts'

/** Where a call is written on pages of its parts: as a new one, at the desk of its task, or as a correction of a published one. */
export interface CallEditor {
  /** What is written there, in words. */
  title: string
  /** The pages above it, the desk last. */
  crumbs: (context: PageContext) => { href: string; text: string }[]
  /** The page from which every part is reached. */
  desk: (context: PageContext) => string
  partPage: (context: PageContext, part: CallPart) => string
  load: (context: PageContext) => Promise<LoadedCallDraft>
  /** Where whoever may not write there now is led; null who may. */
  leadsTo: (context: PageContext, loaded: LoadedCallDraft) => Promise<string | null>
  saves: OperationName
  params: (context: PageContext) => Record<string, string>
  /** What is shown and not asked. */
  fixed: (place: string) => boolean
}

const TITLE = 'Predisponi l’avviso pubblico'

/** The page of a part of the call that a task prepares. */
export const addressOf = (id: string, part: CallPart): string => `/tasks/${id}/call/${part}`

const taskPage = (context: PageContext): string => `/tasks/${param(context, 'id')}`

/** The call that a task prepares, for who has it in hand (art. 8). */
export const taskEditor: CallEditor = {
  title: TITLE,
  crumbs: (context) => [
    { href: '/inbox', text: 'Le tue attività' },
    { href: taskPage(context), text: TITLE },
  ],
  desk: taskPage,
  partPage: (context, part) => addressOf(param(context, 'id'), part),
  load: ({ parts, actor, params }) => parts.look(actor, loadCallDraft, { id: params['id'] ?? '' }),
  async leadsTo(context) {
    const hands = await context.parts.look(context.actor, loadHands, { id: param(context, 'id') })
    return handsView(hands).works ? null : taskPage(context)
  },
  saves: 'PUT /api/work-items/{id}/call-draft/{part}',
  params: ({ params }) => params,
  fixed: () => false,
}
