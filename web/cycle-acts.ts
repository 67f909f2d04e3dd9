import { choice, day, euro, hour, integer, lines, text } from './forms/fields.ts'
import type { ActContext, ExampleCycle, PageAct } from './page.ts'
import { param, receipt } from './page.ts'
import { formatAmount, formatDate } from '../words/formats.ts'

const LETTER = 'letter'
const ofSubmission = ({ query }: ActContext) => ({ id: query['of'] ?? '' })

/** Opening a cycle on the Region's guidelines (art. 8). */
export const openCycleAct: PageAct = {
  name: 'open',
  operation: 'POST /api/cycles',
  fields: {
    ...{ code: text, title: text, guidelinesAct: text, guidanceDueOn: day, endsOn: day },
    allocations: [{ year: integer, amountCents: euro }],
  },
  done: (_, answer) => ({
    to: `/cycles/${(answer as { cycleId: string }).cycleId}`,
    receipt: receipt('Ciclo aperto: il processo chiede ora il documento di indirizzo.'),
  }),
}

/** What the form of a new cycle holds before anybody types: nothing, or the demo's example. */
export function exampleView(example: ExampleCycle | null) {
  const { code, title, guidelinesAct, guidanceDueOn, endsOn, allocations } = example ?? NO_CYCLE
  return {
    ...{ code, title, guidelinesAct },
    guidanceDueOn: guidanceDueOn && formatDate(guidanceDueOn),
    endsOn: endsOn && formatDate(endsOn),
    allocations: allocations.map(({ year, amountCents }) => ({
      year,
      amountCents: formatAmount(amountCents),
    })),
  }
}

const NO_CYCLE: ExampleCycle = {
  ...{ code: '', title: '', guidelinesAct: '', guidanceDueOn: '', endsOn: '' },
  allocations: [],
}

/** What people do on the page of a cycle. */
export const cycleActs: readonly PageAct[] = [
  {
    name: 'convene-network',
    operation: 'POST /api/cycles/{id}/network-meetings',
    fields: {
      ...{ date: day, startTime: hour, endTime: hour, place: text },
      ...{ agenda: lines(300), notice: text },
    },
    done: (_, answer) => ({
      to: `/meetings/${(answer as { meetingId: string }).meetingId}`,
      receipt: receipt('Rete convocata: tutti gli enti aderenti ricevono la convocazione con l’invito.'),
    }),
  },
  {
    name: 'outcome',
    operation: 'POST /api/submissions/{id}/outcome',
    params: ofSubmission,
    fields: { outcome: choice, protocolNumber: text, decidedOn: day },
    /* The letter first, where there is one: the outcome names it. */
    file: (field, context) =>
      field === LETTER
        ? { operation: 'POST /api/submissions/{id}/outcome-letter', params: ofSubmission(context) }
        : null,
    done: ({ path }) => ({ to: path, receipt: receipt('Esito della Regione registrato.') }),
  },
  {
    name: 'workbook',
    operation: 'POST /api/cycles/{cycleId}/workbook',
    params: (context) => ({ cycleId: param(context, 'id') }),
    done({ path }, answer) {
      const { documentId, balanced } = answer as { documentId: string; balanced: boolean }
      const made = 'Il rendiconto è pronto.'
      return {
        to: path,
        receipt: {
          text: balanced ? made : `${made} Attenzione: la quadratura non torna, vedi il foglio Quadratura.`,
          link: { href: `/api/documents/${documentId}`, text: 'Scarica il rendiconto' },
        },
      }
    },
  },
  {
    name: 'retry-step',
    operation: 'POST /api/cycles/{id}/incidents/{incidentKey}/retry',
    params: (context) => ({ id: param(context, 'id'), incidentKey: context.query['of'] ?? '' }),
    fields: { reason: text },
    /* The list of what stands still tells it. */
    done: ({ path }) => ({ to: `${path}#stopped`, receipt: null }),
  },
]
