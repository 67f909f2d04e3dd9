import { takenFilters } from '../api/work-items.ts'
import type { Hold } from '../domain/cycle/lifecycle.ts'
import { taskOf } from '../tasks/registry.ts'
import type { ItemHands } from '../use-cases/cycle/load-work-item.ts'
import { wordOf } from '../words/codes.ts'
import { formatInstant } from '../words/formats.ts'
import { dueView } from './due.ts'
import { choice, text } from './forms/fields.ts'
import type { PageAct, PageRoute } from './page.ts'
import { receipt } from './page.ts'
import { readList, shownList } from './paging.ts'

interface Held {
  hold: Hold
  takenBy: string | null
  takenAt: Date | null
  /** The article that keeps the reader, who has taken it, from it. */
  barred?: string | null
}

/** Whose a task is, as a list tells it; what is asked of one person alone is that person's from its beginning. */
export function holdView({ hold, takenBy, takenAt, barred = null }: Held): string {
  if (barred !== null) return `non più tua: un conflitto ti tiene fuori (${barred}), decide un’altra persona`
  if (hold === 'FREE') return wordOf('hold', 'FREE')
  if (takenAt === null) return 'chiesta a te'
  const since = formatInstant(takenAt)
  return hold === 'MINE' ? `${wordOf('hold', 'MINE')} dal ${since}` : `in carico a ${takenBy} dal ${since}`
}

/** Whose a task is, on its page, and what its reader may do about it. While it waits for somebody to take it, or is somebody
 * else's, its form is shown and not filled in. */
export function handsView(item: ItemHands) {
  const { state, hold, shared, others, barred } = item
  const open = state === 'OPEN' && barred === null
  const shown = open && shared && (others.length > 0 || hold === 'MINE')
  const is = (...holds: readonly Hold[]): boolean => shown && holds.includes(hold)
  return {
    shown,
    waits: is('FREE', 'OTHERS'),
    works: open && !is('FREE', 'OTHERS'),
    takes: is('FREE'),
    returns: is('MINE'),
    gives: is('FREE', 'MINE') && others.length > 0,
    people: others.map(({ personId, displayName }) => ({ value: personId, label: displayName })),
    ...heldBy(item),
  }
}

function heldBy({ hold, taken }: ItemHands) {
  const name = taken?.name ?? null
  return {
    held: holdView({ hold, takenBy: name, takenAt: taken?.at ?? null }),
    /* Who had it, and may no longer do it. */
    left: hold === 'FREE' ? name : null,
    holder: hold === 'OTHERS' ? name : null,
  }
}

/** Taking a task: from here on nobody else completes it. */
export const takeAct: PageAct = {
  name: 'take',
  operation: 'POST /api/work-items/{id}/take',
  done: ({ path }) => ({ to: path, receipt: receipt('L’attività è in carico a te.') }),
}

/** Giving it to somebody else. */
export const giveAct: PageAct = {
  name: 'give',
  operation: 'POST /api/work-items/{id}/give',
  fields: { personId: choice },
  done: () => ({
    to: '/inbox',
    receipt: receipt('Attività assegnata: chi l’ha ora in carico la trova fra le sue.'),
  }),
}

/** Returning one's own. */
export const returnAct: PageAct = {
  name: 'return',
  operation: 'POST /api/work-items/{id}/return',
  fields: {},
  done: () => ({ to: '/inbox', receipt: receipt('Attività restituita: ora è libera.') }),
}

const taken = shownList('taken', takenFilters, { text: ['Persona, progetto o ciclo'] })

/** What somebody has taken, with who may set it free in the place of who is away (art. 5, 8). */
export const takenPage: PageRoute = {
  path: '/taken-tasks',
  who: ['PROCESS_OWNER', 'COMMITTEE_MEMBER'],
  asks: taken.names,
  async read({ parts, actor, now, path, query }) {
    const list = await readList({ path, query }, taken, (asked) => parts.reads.inbox.taken(actor, asked))
    const tasks = list.items.map((task) => ({
      ...task,
      title: taskOf(task.element).title,
      due: dueView(task.dueAt, now),
      held: holdView(task),
    }))
    return { title: 'Attività in carico', template: 'taken-tasks', view: { list, tasks } }
  },
  acts: [
    {
      ...returnAct,
      params: ({ query }) => ({ id: query['of'] ?? '' }),
      fields: { reason: text },
      done: ({ path }) => ({
        to: path,
        receipt: receipt('Attività restituita: chi l’aveva ne riceve notizia per posta.'),
      }),
    },
  ],
}
