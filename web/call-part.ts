import { CALL_PARTS, draftOf, fileOf, pathOf, valueAt, withItems } from '../domain/call/call-draft.ts'
import type { CallPart, Tree } from '../domain/call/call-draft.ts'
import type { LoadedCallDraft } from '../use-cases/call/load-call-draft.ts'
import { allCallItems, callFields } from '../words/call-fields.ts'
import { draftFaults } from '../words/call-problems.ts'
import type { ToldFault } from '../words/call-problems.ts'
import { fieldId } from './forms/form-state.ts'
import { fieldOf } from './forms/fields.ts'
import type { Typed } from './forms/fields.ts'
import { conflictView } from './call-conflict.ts'
import { taskEditor } from './call-editor.ts'
import type { CallEditor } from './call-editor.ts'
import { pickKnown, picksFor } from './call-known.ts'
import { readCallPart } from './call-part-values.ts'
import { partView } from './call-part-view.ts'
import { savedWords } from './draft-view.ts'
import type { ActContext, PageAct, PageContext, PageRoute, PageView } from './page.ts'
import { param, receipt } from './page.ts'

const SAVE = 'save-part'

const partIn = (context: PageContext): CallPart | null =>
  CALL_PARTS.find((one) => one === param(context, 'part')) ?? null

/** What is wrong, and what is missing, each with the place of its page that mends it. */
export function linkedFaults(faults: readonly ToldFault[], page: (part: CallPart) => string) {
  const linked = faults.map(({ path, part, where, message, isMissing }) => ({
    ...{ where, message, isMissing },
    href: `${page(part)}#${fieldId(path, null)}`,
  }))
  return {
    wrong: linked.filter(({ isMissing }) => !isMissing),
    missing: linked.filter(({ isMissing }) => isMissing),
  }
}

/* Whatever is typed is saved, as far as it goes: what is wrong with it is then told by the page. */
const saveAct = (editor: CallEditor): PageAct => ({
  name: SAVE,
  operation: editor.saves,
  params: editor.params,
  async reshape(context) {
    return pickKnown((await editor.load(context)).known, context.typed)
  },
  fields(context) {
    const part = partIn(context)
    return Promise.resolve({
      body: part === null ? {} : readCallPart(callFields[part].items, context.typed),
      problems: [],
    })
  },
  done(context, answer) {
    const { savedAt } = answer as { savedAt: string }
    return {
      to: addressAfter(editor, context),
      receipt: receipt(`${savedWords(new Date(savedAt), context.now)}.`),
    }
  },
})

/* The next part, where the button says so; the desk after the last. */
function addressAfter(editor: CallEditor, context: ActContext): string {
  const part = partIn(context)
  if (part === null || fieldOf(context.typed, 'then') !== 'next') return context.path
  const next = CALL_PARTS[CALL_PARTS.indexOf(part) + 1]
  return next === undefined ? editor.desk(context) : editor.partPage(context, next)
}

/** The page of each part of a call that is written there. */
export const partPage = (editor: CallEditor, path: string): PageRoute => ({
  path,
  who: ['PROCESS_OWNER'],
  async read(context) {
    const part = partIn(context)
    if (part === null) return null
    const loaded = await editor.load(context)
    /* What came back is shown whatever became of it meanwhile: it can be copied. */
    const led = context.sent === null ? await editor.leadsTo(context, loaded) : null
    return led === null ? pageOf(editor, part, { loaded, context }) : { redirect: led }
  },
  acts: [saveAct(editor)],
})

/** The parts of a call that a task prepares, each on a page of its own, for who has it in hand (art. 8). */
export const callPartPages: readonly PageRoute[] = [
  partPage(taskEditor, '/tasks/:id/call/:part'),
  {
    path: '/tasks/:id/call.json',
    who: ['PROCESS_OWNER'],
    async read(context) {
      const { draft } = await taskEditor.load(context)
      const content = Buffer.from(`${JSON.stringify(fileOf(draft), null, 2)}\n`)
      return { file: { content, fileName: 'avviso.json', mediaType: 'application/json' } }
    },
  },
]

interface Shown {
  loaded: LoadedCallDraft
  context: PageContext
}

function pageOf(editor: CallEditor, part: CallPart, { loaded, context }: Shown): PageView {
  const { sent } = context
  const typed = sent?.act === SAVE ? sent.typed : null
  const draft = typed === null ? loaded.draft : withPart(loaded.draft, part, typed)
  const faults = (typed === null ? loaded.faults : draftFaults(draft)).filter((one) => one.part === part)
  const { title } = callFields[part]
  const saved = loaded.parts.find((one) => one.part === part)
  return {
    title: `${title} · ${editor.title}`,
    template: 'call-part',
    modules: ['call-part'],
    view: {
      ...{ title, version: saved?.version ?? 0, crumbs: editor.crumbs(context), desk: editor.desk(context) },
      ...{ page: context.path, parts: partLinks(editor, part, context) },
      saved: saved === undefined ? null : `${savedWords(saved.savedAt, context.now)} da ${saved.savedBy}`,
      groups: groupsOf(editor, part, { draft, faults, loaded }),
      ...linkedFaults(faults, () => ''),
      acts: actsIn(loaded),
      conflict: conflictOf(part, context),
      isLast: part === CALL_PARTS.at(-1),
    },
  }
}

/* The items of a part; of what is fixed no known value is offered. */
function groupsOf(
  { fixed }: CallEditor,
  part: CallPart,
  { loaded, ...written }: { draft: Tree; faults: readonly ToldFault[]; loaded: LoadedCallDraft },
) {
  const { items } = callFields[part]
  return partView(part, { ...written, fixed }).map((group, index) => {
    const item = items[index]
    const isAsked = item?.fields.some((field) => !fixed(pathOf(item, field))) === true
    return { ...group, picks: isAsked ? picksFor(item, loaded.known) : [] }
  })
}

/* The draft with what was typed into a part in its place. */
const withPart = (draft: Tree, part: CallPart, typed: Typed): Tree => {
  const { items } = callFields[part]
  return draftOf(allCallItems, withItems(draft, items, readCallPart(items, typed)))
}

const partLinks = (editor: CallEditor, here: CallPart, context: PageContext) =>
  CALL_PARTS.map((part) => ({
    ...{ href: editor.partPage(context, part), title: callFields[part].title, here: part === here },
  }))

/* The acts that are cited already, or known: what a source most often is. */
function actsIn({ draft, known }: LoadedCallDraft): string[] {
  const cited = allCallItems.flatMap(({ form, path }) => {
    const value = valueAt(draft, path)
    const rows = form === 'ROWS' && Array.isArray(value) ? (value as unknown[]) : [value]
    return rows.map((row) => valueAt(row, 'source.act'))
  })
  const acts = [...cited, ...known.map(({ source }) => source.act)]
  return [...new Set(acts.filter((act) => typeof act === 'string'))]
}

/* What was sent, beside what somebody has saved of this part meanwhile. */
function conflictOf(part: CallPart, { sent }: PageContext) {
  return sent?.current ? conflictView(part, withPart({}, part, sent.typed), sent.current) : null
}
