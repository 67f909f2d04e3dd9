import { expenseFilters } from '../api/alliance.ts'
import type { Expense } from '../db/expenditure/expense-lines.ts'
import { bodyKindSchema } from '../domain/network/network.ts'
import { titleOf } from '../words/codes.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { readList, shownList } from './paging.ts'
import { choice, day, text } from './forms/fields.ts'
import type { PageAct, PageRoute, ReadingContext } from './page.ts'
import { assignProjectAct, officerOptions } from './officers.ts'
import { hasRole } from '../procedures/context.ts'
import { param, receipt, together } from './page.ts'

const KINDS = bodyKindSchema.options.map((value) => ({ value, label: titleOf('bodyKind', value) }))

const adhesionAct: PageAct = {
  name: 'record-adhesion',
  operation: 'POST /api/projects/{projectId}/adhesions',
  params: (context) => ({ projectId: param(context, 'id') }),
  fields: {
    ...{ body: text, name: choice, kind: choice, contribution: text },
    ...{ joinedOn: day, act: text, reason: text },
  },
  done: ({ path }) => ({
    to: path,
    receipt: receipt('Adesione registrata: la graduatoria e i costi del progetto restano come sono.'),
  }),
}

const expenses = shownList('expenses', expenseFilters, { text: ['Fornitore, numero, ente o motivo'] })

/** One project with its agreement, who joined its alliance, payments, statements and movements (art. 9, 10). */
export const alliancePages: readonly PageRoute[] = [
  {
    path: '/projects/:id',
    ofOne: true,
    who: ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'ALLIANCE_LEAD'],
    asks: expenses.names,
    async read(context) {
      const view = await together(context, projectView)
      if (view === null) return null
      const { project, categories, expenses } = view
      return {
        title: `${project.code} · ${project.title}`,
        template: 'project',
        view: {
          ...project,
          expenses: { ...expenses, items: expenses.items.map((one) => withCategory(one, categories)) },
          officers: await officerOptions(context, {
            applicationId: project.applicationId,
            projectId: project.id,
          }),
          kinds: hasRole(context.actor, 'PROCESS_OWNER') && project.status !== 'CLOSED' ? KINDS : null,
          readsOrders: hasRole(context.actor, 'FINANCE') || hasRole(context.actor, 'PROCESS_OWNER'),
        },
      }
    },
    acts: [assignProjectAct, adhesionAct],
  },
]

/* Who does not see the project is shown none of it. */
const NO_EXPENSES = { items: [], next: null }

async function projectView(context: ReadingContext) {
  const { parts, actor } = context
  const id = param(context, 'id')
  const { project, ...shown } = await atOnce({
    project: parts.reads.projects.find(actor, id),
    expenses: readList(
      context,
      expenses,
      async (asked) => (await parts.reads.projects.expenses(actor, id, asked)) ?? NO_EXPENSES,
    ),
  })
  return project && { project, ...shown, categories: await categoryLabels(context, project.callId) }
}

const withCategory = (expense: Expense, categories: ReadonlyMap<string, string>): Expense => ({
  ...expense,
  category: categories.get(expense.category) ?? expense.category,
})

async function categoryLabels(
  { parts, actor }: ReadingContext,
  callId: string,
): Promise<Map<string, string>> {
  const call = await parts.reads.calls.find(actor, callId)
  return new Map(call?.configuration.costCategories.map(({ id, label }) => [id, label]))
}
