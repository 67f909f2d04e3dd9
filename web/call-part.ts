import { CALL_PARTS, draftOf, fileOf, put, valueAt } from '../domain/call/call-draft.ts'
import type { CallPart, Tree } from '../domain/call/call-draft.ts'
import { loadCallDraft } from '../use-cases/call/load-call-draft.ts'
import type { LoadedCallDraft } from '../use-cases/call/load-call-draft.ts'
import { loadWorkItem } from '../use-cases/cycle/load-work-item.ts'
import { allCallItems, callFields } from '../words/call-fields.ts'
import { draftFaults } from '../words/call-problems.ts'
import type { ToldFault } from '../words/call-problems.ts'
import { formatInstant } from '../words/formats.ts'
import { fieldId } from './forms/form-state.ts'
import { fieldOf } from './forms/fields.ts'
import type { Typed } from './forms/fields.ts'
import { pickKnown, picksFor } from './call-known.ts'
import { readCallPart } from './call-part-values.ts'
import { partView } from './call-part-view.ts'
import { savedWords } from './draft-view.ts'
import type { ActContext, PageAct, PageContext, PageRoute, PageView } from './page.ts'
import { param, receipt } from './page.ts'
import { handsView } from './task-hands.ts'

const SAVE = 'save-part'
const TITLE = 'Predisponi l’avviso pubblico'

const draftIn = (context: PageContext) =>
  context.parts.look(context.actor, loadCallDraft, { id: param(context, 'id') })

const partIn = (context: PageContext): CallPart | null =>
  CALL_PARTS.find((one) => one === param(context, 'part')) ?? null

/** The page of a part of the call. */
export const addressOf = (id: string, part: CallPart): string => `/tasks/${id}/call/${part}`

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
const saveAct: PageAct = {
  name: SAVE,
  operation: 'PUT /api/work-items/{id}/call-draft/{part}',
  async reshape(context) {
    return pickKnown((await draftIn(context)).known, context.typed)
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
      to: addressAfter(context),
      receipt: receipt(`${savedWords(new Date(savedAt), context.now)}.`),
    }
  },
}

/* The next part, where the button says so; the task after the last. */
function addressAfter(context: ActContext): string {
  const part = partIn(context)
  if (part === null || fieldOf(context.typed, 'then') !== 'next') return context.path
  const next = CALL_PARTS[CALL_PARTS.indexOf(part) + 1]
  const id = param(context, 'id')
  return next === undefined ? `/tasks/${id}` : addressOf(id, next)
}

/** The parts of a call, each on a page of its own, for who has its preparation in hand (art. 8). */
export const callPartPages: readonly PageRoute[] = [
  {
    path: '/tasks/:id/call/:part',
    who: ['PROCESS_OWNER'],
    async read(context) {
      const part = partIn(context)
      if (part === null) return null
      const loaded = await draftIn(context)
      const item = await context.parts.look(context.actor, loadWorkItem, { id: param(context, 'id') })
      /* What came back is shown whatever became of the task meanwhile: it can be copied. */
      if (context.sent === null && !handsView(item).works) return { redirect: `/tasks/${item.id}` }
      return pageOf(part, loaded, context)
    },
    acts: [saveAct],
  },
  {
    path: '/tasks/:id/call.json',
    who: ['PROCESS_OWNER'],
    async read(context) {
      const { draft } = await draftIn(context)
      const content = Buffer.from(`${JSON.stringify(fileOf(draft), null, 2)}\n`)
      return { file: { content, fileName: 'avviso.json', mediaType: 'application/json' } }
    },
  },
]

function pageOf(part: CallPart, loaded: LoadedCallDraft, context: PageContext): PageView {
  const { sent } = context
  const typed = sent?.act === SAVE ? sent.typed : null
  const draft = typed === null ? loaded.draft : withPart(loaded.draft, part, typed)
  const faults = (typed === null ? loaded.faults : draftFaults(draft)).filter((one) => one.part === part)
  const { title, items } = callFields[part]
  const id = param(context, 'id')
  const saved = loaded.parts.find((one) => one.part === part)
  return {
    title: `${title} · ${TITLE}`,
    template: 'call-part',
    modules: ['call-part'],
    view: {
      ...{ id, title, version: saved?.version ?? 0, parts: partLinks(id, part) },
      page: context.path,
      saved: saved === undefined ? null : `${savedWords(saved.savedAt, context.now)} da ${saved.savedBy}`,
      groups: partView(part, draft, faults).map((group, index) => ({
        ...group,
        picks: items[index] === undefined ? [] : picksFor(items[index], loaded.known),
      })),
      ...linkedFaults(faults, () => ''),
      acts: actsIn(loaded),
      conflict: conflictOf(part, context),
      isLast: part === CALL_PARTS.at(-1),
    },
  }
}

/* The draft with what was typed into a part in its place. */
function withPart(draft: Tree, part: CallPart, typed: Typed): Tree {
  const made = structuredClone(draft)
  const { items } = callFields[part]
  const read = readCallPart(items, typed)
  for (const { path } of items) put(made, path, valueAt(read, path))
  return draftOf(allCallItems, made)
}

const partLinks = (id: string, here: CallPart) =>
  CALL_PARTS.map((part) => ({
    ...{ href: addressOf(id, part), title: callFields[part].title, here: part === here },
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

/* What somebody has saved meanwhile, of this part: what is there now, value by value, where it is not what is written here. */
function conflictOf(part: CallPart, { sent }: PageContext) {
  const current = sent?.current
  if (!sent || !current) return null
  const here = withPart({}, part, sent.typed)
  const there = draftOf(allCallItems, current['content'])
  const lines = callFields[part].items.filter(
    ({ path }) => JSON.stringify(valueAt(here, path)) !== JSON.stringify(valueAt(there, path)),
  )
  return {
    version: current['version'],
    by: current['savedBy'],
    at: formatInstant(String(current['savedAt'])),
    labels: lines.map(({ label }) => label),
  }
}
