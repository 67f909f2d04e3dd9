import type { PageRoute } from './page.ts'

/** How accessible the pages are, told honestly, and to whom to say what is not (L. 4/2004). */
export const accessibilityPages: readonly PageRoute[] = [
  {
    path: '/accessibility',
    who: 'ANYONE',
    read: async ({ parts, actor }) => ({
      title: 'Accessibilità',
      template: 'accessibility',
      view: { lead: await parts.reads.network.lead(actor) },
    }),
  },
]
