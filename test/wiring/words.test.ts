import { describe, expect, it } from '@jest/globals'
import { lifecycles } from '../../db/lifecycles.ts'
import { moneyKinds } from '../../domain/disbursement/book.ts'
import { titleOf, wordOf, words, wordsOf } from '../../words/codes.ts'
import type { WordList } from '../../words/codes.ts'
import { sourcesOf } from './sources.ts'

const filesOf = (folder: string, ending: RegExp): { name: string; text: string }[] =>
  [...sourcesOf(folder, ending)].map(([name, text]) => ({ name, text }))

/* Which list says the codes of a column. */
const SHOWN: Readonly<Record<string, WordList>> = {
  'act_proposals.status': 'act',
  'admissibility_checks.severity': 'severity',
  'admissibility_decisions.outcome': 'application',
  'admissibility_decisions.late_answer': 'lateAnswer',
  'communications.kind': 'communication',
  'pec_receipts.kind': 'pecReceipt',
  'pec_receipts.source': 'receiptSource',
  'lead_requests.kind': 'leadRequest',
  'lead_requests.status': 'leadRequestStatus',
  'application_attachments.signature': 'signature',
  'replaced_attachments.signature': 'signature',
  'application_partners.role': 'partner',
  'partner_confirmations.signature': 'signature',
  'applications.status': 'application',
  'attendances.present_as': 'attendee',
  'meeting_answers.answer': 'meetingAnswer',
  'bodies.kind': 'bodyKind',
  'bodies.size': 'enterpriseSize',
  'body_links.kind': 'link',
  'call_corrections.status': 'correction',
  'calls.status': 'call',
  'cycles.status': 'cycle',
  'database_place.held_because': 'held',
  'documents.signature': 'signature',
  'drawn_applications.check_result': 'declarationCheck',
  'expense_documents.type': 'expenseDocument',
  'functions.role': 'role',
  'invitations.role': 'role',
  'functions.seat_role': 'attendee',
  'guidance_documents.status': 'guidance',
  'meetings.stage': 'meetingStage',
  'meetings.status': 'meeting',
  'money_entries.kind': 'entry',
  'interventions.kind': 'intervention',
  'interventions.state': 'interventionState',
  'outbox.kind': 'delivery',
  'outbox.state': 'sending',
  'payment_checks.code': 'paymentCheck',
  'payments.status': 'payment',
  'process_instances.outcome': 'instance',
  'plan_versions.status': 'plan',
  'projects.status': 'project',
  'ranking_corrections.status': 'rankingCorrection',
  'ranking_corrections.kind': 'rankingCorrectionKind',
  'ranking_corrections.datum': 'correctedDatum',
  'ranking_entries.outcome': 'outcome',
  'slid_grants.outcome': 'outcome',
  'reshapings.outcome': 'reshapingOutcome',
  'regional_outcomes.outcome': 'regionalOutcome',
  'regional_outcomes.status': 'regionalOutcomeStatus',
  'scoring_rounds.status': 'round',
  'scorings.status': 'sheet',
  'statements.status': 'statement',
  'submissions.kind': 'submissionKind',
  'submissions.status': 'submission',
  'work_items.state': 'workItem',
  'working_groups.status': 'workingGroup',
}

/* Nobody reads these codes: the pages that show the row need no word for them. */
const NOT_SHOWN = [
  'act_proposals.kind',
  'agenda_items.deferral',
  'agenda_items.kind',
  'body_facts.fact',
  'body_facts.source',
  'conflict_declarations.status',
  'declared_conflicts.decision',
  'late_conflicts.decision',
  'minutes_signatures.capacity',
  'engine_identity.engine',
  'exclusions.source',
  'partner_confirmations.means',
  'partner_decisions.decision',
  'reshapings.if_refused',
  'payment_checks.result',
  'persons.document_kind',
  'protocol_register.direction',
  'rankings.status',
  'room_movements.presence',
  'votes.choice',
  'work_items.decides',
]

/* The closed lists: states from the lifecycles; the others from the schema, where a column may be checked in several places
   and the widest is its list. */
function closedLists(): Map<string, string[]> {
  const lists = new Map<string, string[]>(
    Object.entries(lifecycles).map(([table, { column, lifecycle }]) => [
      `${table}.${column}`,
      [...lifecycle.states],
    ]),
  ).set('money_entries.kind', Object.keys(moneyKinds))
  const models = filesOf('db/migrations', /\.ts$/).filter(({ name }) => !name.includes('create_engine'))
  for (const { text } of models) {
    for (const [, table = '', body = ''] of text.matchAll(/create table (\w+) \(([\s\S]*?)\n\s*\)/g)) {
      for (const [, column = '', codes = ''] of body.matchAll(/check \((\w+) in \(([^)]*)\)/g)) {
        const found = [...codes.matchAll(/'(\w+)'/g)].map(([, one = '']) => one)
        const key = `${table}.${column}`
        if (found.length > (lists.get(key)?.length ?? 0)) lists.set(key, found)
      }
    }
  }
  return lists
}

const lists = closedLists()

describe('words', () => {
  it('are there for every code of every closed list of the schema that people read', () => {
    expect(lists.size).toBeGreaterThan(30)
    expect([...lists.keys()].toSorted()).toEqual([...Object.keys(SHOWN), ...NOT_SHOWN].toSorted())
    const silent = Object.entries(SHOWN).flatMap(([column, list]) =>
      (lists.get(column) ?? []).filter((code) => !(code in wordsOf(list))).map((code) => `${column} ${code}`),
    )
    expect(silent).toEqual([])
  })

  it('begin with a capital where they begin a line, and are one word all the same', () => {
    expect(wordOf('payment', 'PAID')).toBe('pagato')
    expect(titleOf('payment', 'PAID')).toBe('Pagato')
    expect(() => wordOf('payment', 'LOST' as never)).toThrow(TypeError)
  })

  it('stand in one room: no other file says a code of theirs in Italian', () => {
    const codes = new Set(Object.values(words).flatMap((list) => Object.keys(list)))
    const folders = ['domain', 'db', 'procedures', 'documents', 'tasks', 'use-cases', 'workers', 'api', 'web']
    const sources = [...folders, 'reports'].flatMap((folder) => [
      ...filesOf(folder, /(?<!\.test)\.ts$/),
      ...(folder === 'web' ? filesOf('web/client', /(?<!\.test)\.js$/) : []),
    ])
    const twice = sources.filter(({ text }) =>
      [...text.matchAll(/^\s*(\w+): ['"`](?=[^'"`]*[a-zà-ù])/gm)].some(([, code = '']) => codes.has(code)),
    )
    /* Whole sentences of which the code decides the form, and names of files. */
    const others = [
      'procedures/evaluation/exclusion-reasons.ts',
      'documents/act/record-act-document.ts',
      'documents/evaluation/outcome-texts.ts',
    ]
    expect(twice.map(({ name }) => name)).toEqual(others)
  })

  it('are asked for by templates from lists that are there', () => {
    const templates = [...filesOf('web/templates', /\.hbs$/), ...filesOf('reports/templates', /\.hbs$/)]
    const asked = templates.flatMap(({ text }) =>
      [...text.matchAll(/\{\{(?:word|titled) "(\w+)"/g)].map(([, list = '']) => list),
    )
    expect(asked.length).toBeGreaterThan(30)
    expect(asked.filter((list) => !(list in words))).toEqual([])
  })
})

describe('the way back of a page', () => {
  it('sets its addresses apart', () => {
    const crumbs = filesOf('web/templates', /\.hbs$/).flatMap(({ text }) =>
      [...text.matchAll(/<p class="crumbs">.*<\/p>/g)].map(([line]) => line),
    )
    expect(crumbs.length).toBeGreaterThan(30)
    expect(crumbs.filter((line) => /<\/a>(\{\{[^}]*\}\})?\s*<a/.test(line))).toEqual([])
  })
})
