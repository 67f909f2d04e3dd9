import { SIGNED_FORM } from '../domain/call/configuration.ts'
import { askedAttachments } from '../domain/call/admissibility.ts'
import { NOTICE_KIND } from '../domain/call/application.ts'
import type { ApplicationDraft } from '../domain/call/application.ts'
import { percentOf, sumCents } from '../domain/shared/money.ts'
import { formatAmount, formatDate } from '../words/formats.ts'
import { optionsOf, titleOf } from '../words/codes.ts'
import { budgetView } from './application-budget-view.ts'
import type { Desk } from './application-desk.ts'
import type { Step } from './application-steps.ts'
import { fieldOf } from './forms/fields.ts'
import { addRow } from './forms/rows.ts'
import type { PageContext } from './page.ts'

const amount = (cents: number | null): string => (cents === null ? '' : formatAmount(cents))
const NOBODY = { personId: null, capacity: null, mandate: null }
const NO_NOTICE = { reference: null, publishedOn: null, address: null }

type StepView = (desk: Desk, context: PageContext) => object | Promise<object>

/** What each step shows of its own. */
export const stepViews: Readonly<Record<Step, StepView>> = {
  lead: ({ content, signatories }) => ({
    ...{ projectTitle: content.title, signatory: content.signatory ?? NOBODY, signatories },
    ...{ capacities: optionsOf('capacity'), contacts: content.contacts, lead: leadOf(content) },
  }),
  partners: async ({ content, application }, context) => ({
    ...{ lead: leadOf(content), rows: leadFirst(content) },
    ...{ kinds: optionsOf('bodyKind'), roles: optionsOf('partnerRole'), sizes: optionsOf('enterpriseSize') },
    ...(await foundBodies(context, content)),
    ...confirmationsView(application, true),
  }),
  actions: ({ content, rules }) => ({
    areas: rules.areas.map(({ id, label }) => ({ value: id, label })),
    ...{ areaId: content.areaId, summary: content.summary, actions: content.actions },
  }),
  budget: ({ content, rules }) => budgetView(content, rules),
  cofinancing: ({ content, rules }) => cofinancingView(content, rules),
  results: ({ content, rules }) => ({
    indicators: rules.indicators.map(({ id, label, unit }, index) => ({
      ...{ id, index, label: `${label} (${unit})` },
      expected: content.indicators.find((one) => one.id === id)?.expected ?? null,
    })),
  }),
  notice: ({ content, application, rules }) => ({
    notice: noticeOf(content),
    partnersChosen: content.partners.some((one) => one.role === 'PARTNER'),
    files: filesView(application, content, rules).filter(({ kind }) => kind === NOTICE_KIND),
  }),
  attachments: ({ content, application, rules }) => ({
    asked: rules.requiredDeclarations.map(({ id, label }) => ({ value: id, label })),
    declarations: content.declarations,
    files: filesView(application, content, rules).filter(({ kind }) => kind !== NOTICE_KIND),
  }),
}

const noticeOf = ({ partnerNotice }: ApplicationDraft) => {
  const { reference, publishedOn, address } = partnerNotice ?? NO_NOTICE
  return { reference, address, publishedOn: publishedOn === null ? '' : formatDate(publishedOn) }
}

const leadOf = ({ partners }: ApplicationDraft) => partners.find((one) => one.role === 'LEAD') ?? null

const leadFirst = ({ partners }: ApplicationDraft) =>
  partners.toSorted((one, other) => Number(other.role === 'LEAD') - Number(one.role === 'LEAD'))

const MOST_FOUND = 10

/* The register's bodies that answer to what is searched, each with the button that adds it. */
async function foundBodies({ parts, actor, sent }: PageContext, { partners }: ApplicationDraft) {
  const find = sent?.act === 'save' ? fieldOf(sent.typed, 'find') : undefined
  const text = typeof find === 'string' ? find.trim() : ''
  if (text === '') return { searched: false, bodies: [] }
  const { items } = await parts.reads.network.members(actor, { text, limit: MOST_FOUND })
  const there = new Set(partners.map((one) => one.bodyTaxCode))
  return {
    searched: true,
    bodies: items.map((body) => ({
      ...{ name: body.name, taxCode: body.taxCode, kind: titleOf('bodyKind', body.kind) },
      there: there.has(body.taxCode),
      add: addRow('partners', {
        ...{ bodyTaxCode: body.taxCode, bodyVatNumber: body.vatNumber ?? '', bodyName: body.name },
        bodyAddress: body.address ?? '',
        ...{ bodyKind: body.kind, size: (body.kind === 'ENTERPRISE' && body.size) || '', role: 'PARTNER' },
      }),
    })),
  }
}

function cofinancingView(content: ApplicationDraft, { grant, cofinancingKinds }: Desk['rules']) {
  const total = content.totalCostCents ?? 0
  const given = sumCents(content.cofinancing.map((one) => one.amountCents ?? 0))
  const asked = content.requestedGrantCents ?? 0
  const share = percentOf(total, grant.maxShareBasisPoints)
  return {
    ...{ total, given, asked, left: total - given - asked },
    most: Math.min(share, grant.maxAmountCents ?? share),
    least: grant.minAmountCents,
    leastGiven: percentOf(total, grant.cofinancingMinBasisPoints),
    requested: amount(content.requestedGrantCents),
    bodies: content.partners.flatMap(({ bodyTaxCode: value, bodyName }) =>
      value === null ? [] : [{ value, label: bodyName ?? value }],
    ),
    kinds: cofinancingKinds.map((kind) => ({ value: kind, label: titleOf('cofinancing', kind) })),
    rows: content.cofinancing.map((one) => ({ ...one, amountCents: amount(one.amountCents) })),
  }
}

/** What an application is asked to attach, with what is there. */
export const filesView = (
  { id, attachments, replaced }: Pick<Desk['application'], 'id' | 'attachments' | 'replaced'>,
  content: Pick<ApplicationDraft, 'signatory'>,
  rules: Desk['rules'],
) =>
  signedFormLast(askedAttachments(content, rules)).map(({ kind, label }) => {
    const uploaded = attachments.find((attachment) => attachment.kind === kind) ?? null
    const before = replaced.filter((one) => one.kind === kind)
    const isForm = kind === SIGNED_FORM
    return {
      ...{ kind, label, uploaded, replaced: before, href: `/api/applications/${id}/attachments/${kind}` },
      toSign: isForm ? `/api/applications/${id}/form` : null,
      voided: isForm && uploaded === null ? (before[0] ?? null) : null,
    }
  })

/* It lists the others, so it is signed after them. */
const signedFormLast = <T extends { kind: string }>(asked: readonly T[]): T[] =>
  asked.toSorted((a, b) => Number(a.kind === SIGNED_FORM) - Number(b.kind === SIGNED_FORM))

/** The alliance as the application names it, with what is there of its confirmations, and whom to invite or to bring a letter of. */
export function confirmationsView(application: Parameters<typeof namedPartners>[0], confirms: boolean) {
  const named = namedPartners(application, confirms)
  const awaited = named.filter(({ uploads }) => uploads)
  return {
    ...{ named, awaited },
    alone: !named.some(({ standing }) => standing === 'ACCOUNT'),
    invites: awaited.some(({ confirmed }) => !confirmed),
  }
}

/** The alliance as the application names it, each with its letter: to upload for whoever has not confirmed by itself. */
export function namedPartners(
  { id, partners }: Pick<Desk['application'], 'id' | 'partners'>,
  confirms: boolean,
) {
  return partners.map((partner) => ({
    ...{ ...partner, name: partner.name ?? partner.code },
    href: `/api/applications/${id}/letters/${encodeURIComponent(partner.code)}`,
    uploaded: partner.letter,
    uploads:
      confirms &&
      ![partner.role, partner.contribution].includes(null) &&
      partner.standing !== 'LEAD' &&
      partner.standing !== 'ACCOUNT',
  }))
}
