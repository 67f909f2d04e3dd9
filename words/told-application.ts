import type { ApplicationDraft } from '../domain/call/application.ts'
import { askedAttachments } from '../domain/call/admissibility.ts'
import type { CallRules } from '../domain/call/configuration.ts'
import { shareOf, sumCents } from '../domain/shared/money.ts'
import { formatCount, formatDate, formatEuro, formatExactPercent } from './formats.ts'
import { coded, fact, group, MISSING, named, part } from './told-part.ts'
import type { ToldFact, ToldPart } from './told-part.ts'

/** A file as it is named in what is told. */
interface NamedFile {
  kind: string
  fileName: string
  sha256: string
}

type Partner = ApplicationDraft['partners'][number]

const euro = (cents: number | null): string => (cents === null ? MISSING : formatEuro(cents))
const sum = (amounts: readonly (number | null)[]): number => sumCents(amounts.map((one) => one ?? 0))

const bodyFacts = (one: Partner): ToldFact[] => [
  fact('Codice fiscale', one.bodyTaxCode),
  ...(one.bodyVatNumber === null ? [] : [fact('Partita IVA', one.bodyVatNumber)]),
  ...(one.bodyAddress === null ? [] : [fact('Sede', one.bodyAddress)]),
  fact('Natura', coded('bodyKind', one.bodyKind)),
  ...(one.size === null ? [] : [fact('Dimensione', coded('enterpriseSize', one.size))]),
  fact('Ruolo', coded('partner', one.role)),
  fact('Apporto', one.contribution),
]

function alliance({ partners }: ApplicationDraft): ToldPart[] {
  const of = (lead: boolean) =>
    partners.filter((one) => (one.role === 'LEAD') === lead).map((one) => group(one.bodyName, bodyFacts(one)))
  const others = of(false)
  return [
    part('lead', 'Capofila', { groups: of(true) }),
    part('partners', 'Partner e aderenti', {
      groups: others.length > 0 ? others : [group(null, [fact('Partner e aderenti', 'nessuno')])],
    }),
  ]
}

/* Who signs for the lead, and whom to ask. */
function signatory(
  { signatory: signs, contacts }: ApplicationDraft,
  people: ReadonlyMap<string, string>,
): ToldPart[] {
  const { personId = null, capacity = null, mandate = null } = signs ?? {}
  const who = personId === null ? 'chi presenta la domanda' : (people.get(personId) ?? personId)
  const signing = [fact('Firma', who), fact('In qualità di', coded('capacity', capacity))]
  return [
    part('signatory', 'Chi firma', {
      groups: [group(null, mandate === null ? signing : [...signing, fact('Delega o procura', mandate)])],
    }),
    part('contacts', 'Referenti', {
      table: {
        head: ['Nome', 'E-mail', 'Telefono'],
        right: [],
        rows: contacts.map(({ name, email, phone }) => [name, email, phone].map((one) => one ?? MISSING)),
        total: null,
      },
    }),
  ]
}

function actions({ actions: written }: ApplicationDraft, { areas }: CallRules): ToldPart[] {
  const groups = written.map(({ areaId, need, action }) =>
    group(named(areas, areaId), [fact('Bisogno', need), fact('Azione', action)]),
  )
  const none = [group(null, [fact('Bisogni e azioni', null)])]
  return [part('actions', 'Bisogni e azioni', { groups: groups.length > 0 ? groups : none })]
}

/* The public notice by which the partners were chosen (art. 10). */
function notice({ partnerNotice }: ApplicationDraft): ToldPart[] {
  const { reference = null, publishedOn = null, address = null } = partnerNotice ?? {}
  const facts = [
    fact('Avviso', reference),
    fact('Pubblicato il', publishedOn === null ? null : formatDate(publishedOn)),
    fact('Dove', address),
  ]
  const none = [fact('Avviso', 'nessuno')]
  return [
    part('notice', 'Avviso pubblico con cui sono scelti i partner', {
      groups: [group(null, partnerNotice === null ? none : facts)],
    }),
  ]
}

/* By which name the alliance's bodies stand in the tables. */
const nameOf = ({ partners }: ApplicationDraft, taxCode: string | null): string =>
  partners.find((one) => one.bodyTaxCode === taxCode)?.bodyName ?? taxCode ?? MISSING

/* A line for each body and category, a column for each year, with their sums. */
function budget(application: ApplicationDraft, { costCategories }: CallRules): ToldPart {
  const { budgetLines, totalCostCents, requestedGrantCents } = application
  const share = shareOf(requestedGrantCents ?? 0, totalCostCents ?? 0)
  const years = [...new Set(budgetLines.map(({ year }) => year ?? 0))].sort((a, b) => a - b)
  const sums = (lines: typeof budgetLines): string[] => [
    ...years.map((year) => euros(lines.filter((one) => (one.year ?? 0) === year))),
    euros(lines),
  ]
  const keys = [...new Set(budgetLines.map((one) => `${one.bodyTaxCode} ${one.categoryId}`))]
  const rows = keys.map((key) => {
    const lines = budgetLines.filter((one) => `${one.bodyTaxCode} ${one.categoryId}` === key)
    const [first] = lines
    return [
      nameOf(application, first?.bodyTaxCode ?? null),
      named(costCategories, first?.categoryId ?? null),
      ...sums(lines),
    ]
  })
  return part('budget', 'Piano dei costi', {
    groups: [
      group(null, [
        fact('Costo totale', euro(totalCostCents)),
        fact('Contributo chiesto', euro(requestedGrantCents)),
        fact('Quota del costo', share === null ? null : formatExactPercent(share)),
      ]),
    ],
    table: {
      head: [
        'Ente',
        'Voce di costo',
        ...years.map((year) => (year === 0 ? MISSING : String(year))),
        'Totale',
      ],
      right: [...years.map((_, index) => index + 2), years.length + 2],
      rows,
      total: ['Totale', '', ...sums(budgetLines)],
    },
  })
}

const euros = (lines: ApplicationDraft['budgetLines']): string =>
  formatEuro(sum(lines.map(({ costCents }) => costCents)))

function cofinancing(application: ApplicationDraft): ToldPart {
  const { cofinancing: lines } = application
  return part('cofinancing', 'Cofinanziamento', {
    table: {
      head: ['Ente', 'Forma', 'Importo'],
      right: [2],
      rows: lines.map(({ bodyTaxCode, kind, amountCents }) => [
        nameOf(application, bodyTaxCode),
        coded('cofinancing', kind),
        euro(amountCents),
      ]),
      total: ['Totale', '', formatEuro(sum(lines.map(({ amountCents }) => amountCents)))],
    },
  })
}

function indicators({ indicators: promised }: ApplicationDraft, rules: CallRules): ToldPart {
  return part('indicators', 'Risultati attesi', {
    table: {
      head: ['Indicatore', 'Unità', 'Risultato atteso'],
      right: [2],
      rows: promised.map(({ id, expected }) => [
        named(rules.indicators, id),
        rules.indicators.find((one) => one.id === id)?.unit ?? MISSING,
        expected === null ? MISSING : formatCount(expected),
      ]),
      total: null,
    },
  })
}

/* What the call asks to declare, and whether it was declared; what it does not know stands by its code. */
function declarations(
  { declarations: made }: ApplicationDraft,
  { requiredDeclarations }: CallRules,
): ToldPart {
  const asked = requiredDeclarations.map(({ id, label }) =>
    fact(label, made.includes(id) ? 'Dichiarato' : 'Non dichiarato'),
  )
  const unknown = made.filter((id) => !requiredDeclarations.some((one) => one.id === id))
  return part('declarations', 'Dichiarazioni', {
    groups: [group(null, [...asked, ...unknown.map((id) => fact(id, 'Dichiarato'))])],
  })
}

function attachments(application: ApplicationDraft, files: readonly NamedFile[], rules: CallRules): ToldPart {
  const labels = new Map(askedAttachments(application, rules).map(({ kind, label }) => [kind, label]))
  const facts = files.map(({ kind, fileName, sha256 }) =>
    fact(labels.get(kind) ?? kind, `${fileName}\nsha-256 ${sha256}`),
  )
  return part('attachments', 'Allegati', {
    groups: [group(null, facts.length > 0 ? facts : [fact('Allegati', 'nessuno')])],
  })
}

/** Everything that an applicant wrote, in words, part by part, with the files that go with it: what the form to sign, the page
 * before the submission and the page after it all show (art. 10). */
export function toldApplication(
  application: ApplicationDraft,
  rules: CallRules,
  { files, people }: { files: readonly NamedFile[]; people: ReadonlyMap<string, string> },
): ToldPart[] {
  const { title, areaId, summary } = application
  return [
    part('project', 'Progetto', {
      groups: [
        group(null, [
          fact('Titolo', title),
          fact('Area di intervento', named(rules.areas, areaId)),
          fact('Sintesi', summary),
        ]),
      ],
    }),
    ...signatory(application, people),
    ...alliance(application),
    ...actions(application, rules),
    ...notice(application),
    budget(application, rules),
    cofinancing(application),
    indicators(application, rules),
    declarations(application, rules),
    attachments(application, files, rules),
  ]
}
