import type { ApplicationDraft } from '../domain/call/application.ts'
import type { CallRules } from '../domain/call/configuration.ts'
import type { HistoryEvent } from '../db/call/application-history.ts'
import type { ApplicationStatus } from '../domain/call/lifecycle.ts'
import { titleOf } from '../words/codes.ts'
import { formatDate, formatInstant } from '../words/formats.ts'
import { toldApplication } from '../words/told-application.ts'

interface Written {
  content: ApplicationDraft
  attachments: readonly { kind: string; fileName: string; sha256: string }[]
}

/** All of an application as pages show it, each cell of a table under its column. */
export function toldView(
  { content, attachments: files }: Written,
  rules: CallRules,
  people: ReadonlyMap<string, string>,
) {
  return toldApplication(content, rules, { files, people }).map(({ table, ...part }) => ({
    ...part,
    table: table && {
      head: table.head.map((label, column) => ({ label, isNumber: table.right.includes(column) })),
      rows: [...table.rows, ...(table.rows.length > 0 && table.total ? [table.total] : [])].map((cells) =>
        cells.map((value, column) => ({
          ...{ value, label: table.head[column] ?? '', isNumber: table.right.includes(column) },
        })),
      ),
    },
  }))
}

/** The person who signs a submitted application, by name. */
export const peopleOf = ({ signedBy, signatory }: { signedBy: string | null; signatory: string | null }) =>
  new Map(signedBy === null || signatory === null ? [] : [[signedBy, signatory]])

/* Who may hear how a ranking ended, or the Region answered, hears it with the event. */
function outcomeOf({ kind, code }: HistoryEvent): string | null {
  if (code === null) return null
  return titleOf(kind === 'REGION' ? 'regionalOutcome' : 'outcome', code as never)
}

const NEXT: Partial<Record<ApplicationStatus, { open: string; closed: string }>> = {
  SUBMITTED: {
    open: 'L’avviso è ancora aperto: fino alla chiusura puoi ritirarla.',
    closed: 'In istruttoria: l’ufficio verifica se è ammissibile.',
  },
  ADMITTED: {
    open: '',
    closed:
      'In valutazione: punteggi e graduatoria si conoscono con la pubblicazione dell’esito, non prima (art. 5).',
  },
}

/** What happened to an application, in order, and what it waits for; null where that is told elsewhere. */
export function historyView(
  { history, status }: { history: readonly HistoryEvent[]; status: ApplicationStatus },
  isOpen: boolean,
) {
  const isOver = history.some(({ kind }) => kind === 'OUTCOME')
  return {
    events: history.map((event) => ({
      what: titleOf('applicationHistory', event.kind),
      outcome: outcomeOf(event),
      when: event.at === null ? formatDate(event.on ?? '') : formatInstant(event.at),
    })),
    next: (!isOver && NEXT[status]?.[isOpen ? 'open' : 'closed']) || null,
  }
}
