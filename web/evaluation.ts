import { exclusionFilters, panelFilters } from '../api/evaluation.ts'
import { askedOf, partOf, readList, shownList } from './paging.ts'
import type { PageRoute } from './page.ts'
import { param } from './page.ts'
import { localDateOf } from '../domain/shared/terms.ts'

const exclusions = shownList('exclusions', exclusionFilters, { text: ['Avviso o motivo'] })

const panels = shownList('panels', panelFilters, { text: ['Codice o titolo'] })

/** What a person is excluded from, and, for process owner and chair, who remains for each application (art. 5). */
export const evaluationPages: readonly PageRoute[] = [
  {
    path: '/exclusions',
    who: ['COMMITTEE_MEMBER'],
    asks: exclusions.names,
    read: async ({ parts, actor, path, query }) => ({
      title: 'Le mie esclusioni',
      template: 'exclusions',
      view: {
        list: await readList({ path, query }, exclusions, (asked) =>
          parts.reads.evaluation.ownExclusions(actor, asked),
        ),
      },
    }),
  },
  {
    path: '/calls/:id/evaluation',
    who: ['PROCESS_OWNER', 'COMMITTEE_MEMBER'],
    asks: panels.names,
    async read(context) {
      const { parts, actor, now } = context
      const asked = { ...askedOf(context, panels), on: localDateOf(now) }
      const overview = await parts.reads.evaluation.overview(actor, param(context, 'id'), asked)
      if (overview === null) return null
      const { roomMinimum, rankingDecision, voters } = overview.sitting
      const items = overview.panels.items.map((one) => ({ ...one, short: one.voters < roomMinimum }))
      const short = rankingDecision === 'VOTED' && voters < roomMinimum
      const view = {
        ...overview,
        sitting: { ...overview.sitting, short, tooFew: short || items.some((one) => one.short) },
        panels: partOf(context, panels, { ...overview.panels, items }),
      }
      return { title: 'Commissioni di valutazione', template: 'panels', view }
    },
  },
]
