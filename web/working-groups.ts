import { workingGroupFilters } from '../api/working-groups.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { isHeard } from '../domain/meeting/lifecycle.ts'
import { isReportable, standingOn } from '../domain/meeting/working-group.ts'
import type { WorkingGroup } from '../db/meeting/working-group-store.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { wordOf } from '../words/codes.ts'
import { choice, day, lines, readFields, several, text } from './forms/fields.ts'
import type { FormShape } from './forms/fields.ts'
import { withoutEmptyEnd } from './forms/rows.ts'
import type { PageRoute, ReadingContext } from './page.ts'
import { holds, param, receipt, together } from './page.ts'
import { readList, shownList } from './paging.ts'

const groups = shownList('groups', workingGroupFilters, {
  status: ['Stato', 'workingGroup'],
  text: ['Nome o referente'],
})
const FILE = 'file'
const PROPOSED: FormShape = {
  ...{ name: text, purpose: text, referentId: choice, holders: several },
  ...{ people: lines(28), bodies: lines(28) },
  ...{ contacts: [{ name: text, organisation: text, email: text }] },
  ...{ reportDueOn: day, endsOn: day },
}

const shown = (group: WorkingGroup, now: Date) => ({
  ...group,
  standing: standingOn(group, localDateOf(now)),
})

/** The working groups of the committee, and one of them; who convenes proposes them, its referent reports (art. 5). */
export const workingGroupPages: readonly PageRoute[] = [
  {
    path: '/working-groups',
    who: 'SIGNED_IN',
    asks: groups.names,
    read: async (context) => ({
      title: 'Gruppi di lavoro',
      template: 'working-groups',
      view: await together(context, listView),
    }),
    acts: [
      {
        name: 'propose',
        operation: 'POST /api/working-groups',
        fields({ typed }) {
          const { body, problems } = readFields(PROPOSED, typed)
          return Promise.resolve({ body: { ...body, contacts: withoutEmptyEnd(body['contacts']) }, problems })
        },
        done: (_, answer) => ({
          to: `/working-groups/${(answer as { workingGroupId: string }).workingGroupId}`,
          receipt: receipt('Gruppo proposto: mettine la costituzione all’ordine del giorno del Comitato.'),
        }),
      },
    ],
  },
  {
    path: '/working-groups/:id',
    who: 'SIGNED_IN',
    async read(context) {
      const view = await together(context, groupView)
      return view && { title: `Gruppo di lavoro «${view.name}»`, template: 'working-group', view }
    },
    acts: [
      {
        name: 'withdraw',
        operation: 'POST /api/working-groups/{id}/withdraw',
        done: ({ path }) => ({ to: path, receipt: receipt('Proposta ritirata.') }),
      },
      {
        name: 'report',
        operation: 'POST /api/working-groups/{id}/reports',
        fields: { text },
        file: (field, context) =>
          field === FILE
            ? {
                operation: 'POST /api/working-groups/{id}/report-file',
                params: { id: param(context, 'id') },
              }
            : null,
        done: ({ path }) => ({
          to: path,
          receipt: receipt(
            'Relazione consegnata: va all’ordine del giorno della prossima riunione del Comitato.',
          ),
        }),
      },
    ],
  },
]

async function listView(context: ReadingContext) {
  const { parts, actor, now } = context
  const { list, seats } = await atOnce({
    list: readList(context, groups, (asked) => parts.reads.workingGroups.list(actor, asked)),
    seats: holds(actor, 'PROCESS_OWNER') ? parts.reads.network.seats(actor, localDateOf(now)) : null,
  })
  return {
    list: { ...list, items: list.items.map((one) => shown(one, now)) },
    /* Who sits in the committee today, for who proposes a group. */
    holders:
      seats?.flatMap(({ bodyName, holders }) =>
        holders.map(({ personId, displayName, role }) => ({
          value: personId,
          label: `${displayName}, ${wordOf('attendee', role)} (${bodyName})`,
        })),
      ) ?? null,
  }
}

async function groupView(context: ReadingContext) {
  const { parts, actor, now } = context
  const { group, waiting } = await atOnce({
    group: parts.reads.workingGroups.find(actor, param(context, 'id')),
    waiting: holds(actor, 'PROCESS_OWNER') ? parts.reads.workingGroups.waiting(actor) : null,
  })
  if (group === null) return null
  const heard = new Map(group.items.map((one) => [one.reportId, one]))
  return {
    ...shown(group, now),
    withdraws: waiting?.toConstitute.some(({ id }) => id === group.id) === true,
    reportsNow: group.isReferent && holds(actor, 'COMMITTEE_MEMBER') && isReportable(group.status),
    items: group.items.map((one) => ({ ...one, outcome: outcomeOf(one) })),
    reports: group.reports.map((one) => ({ ...one, waits: !heard.has(one.id) })),
  }
}

type Item = { kind: Parameters<typeof isHeard>[0]; status: 'PLANNED' | 'CONVENED' | 'HELD' | 'CANCELLED' } & {
  deferral: string | null
  passed: boolean | null
}
/* How an item of a meeting ended, or how its meeting stands. */
function outcomeOf({ kind, status, deferral, passed }: Item): string {
  if (deferral !== null) return `punto ${wordOf('deliberation', 'ADJOURNED')}`
  if (status === 'HELD' && isHeard(kind)) return wordOf('deliberation', 'NOTED')
  return passed === null
    ? `riunione ${wordOf('meeting', status)}`
    : `punto ${wordOf('deliberation', passed ? 'APPROVED' : 'REJECTED')}`
}
