import type { CallField, CallItem, CallPart } from '../domain/call/call-draft.ts'
import { CALL_PARTS, pathOf, sourcePathOf } from '../domain/call/call-draft.ts'
import { evaluationItems, conflictItems } from './call-fields-evaluation.ts'
import { AMOUNT, DAYS, ID, SHARE, TEXT, field, rows, value, valueOf } from './call-field.ts'
import { callWords } from './call.ts'
import { networkWords } from './network.ts'
import { allianceWords } from './alliance.ts'

/* A part of the call as people write it: its title, what it is about, and its items. */
interface WrittenPart {
  title: string
  items: readonly CallItem[]
}

const YES_NO_LEAD = { true: 'è un ente pubblico', false: 'può essere pubblico o privato' }
const YES_NO_SEVERAL = { true: 'anche più d’una', false: 'una sola' }
const YES_NO_PARTIAL = {
  true: 'ammesso: all’ultimo progetto va il resto della dotazione, se non è sotto il contributo minimo',
  false: 'non ammesso: un progetto è finanziato per intero o non lo è',
}

const notice: readonly CallItem[] = [
  {
    ...{ form: 'PLAIN', path: 'code', label: 'Codice dell’avviso' },
    fields: [
      field('', 'Codice dell’avviso', { kind: 'text', hint: 'Maiuscole, cifre, "-" o "_": come CONCILIA-1' }),
    ],
  },
  value('title', 'Titolo', TEXT),
  value('legalBasis', 'Base giuridica', { kind: 'text', hint: 'L’atto della Regione da cui l’avviso viene' }),
  value('noticeOrgan', 'Organo che adotta l’avviso', TEXT),
  value('responsibleOffice', 'Ufficio responsabile', TEXT),
  valueOf('window', 'Apertura e chiusura', [
    field('opens.date', 'Giorno di apertura', { kind: 'day' }),
    field('opens.time', 'Ora di apertura', { kind: 'hour' }),
    field('closes.date', 'Giorno di chiusura', { kind: 'day' }),
    field('closes.time', 'Ora di chiusura', { kind: 'hour' }),
  ]),
]

const money: readonly CallItem[] = [
  rows(
    'allocation.years',
    ['Assegnazioni della Regione', 'Anno'],
    [field('year', 'Anno', { kind: 'year' }), field('amountCents', 'Importo', AMOUNT)],
  ),
  value('allocation.alliancesShareBasisPoints', 'Quota per le Alleanze', SHARE),
  value('allocation.systemActionsShareBasisPoints', 'Quota per le azioni di sistema', SHARE),
  value('budgetLineCents', 'Dotazione dell’avviso', AMOUNT),
]

const who: readonly CallItem[] = [
  rows('areas', ['Aree di intervento', 'Area'], [ID, field('label', 'Area', TEXT)]),
  value('partnership.minBodies', 'Enti, almeno', { kind: 'whole', hint: 'Fra capofila e partner' }),
  value('partnership.minPublic', 'Enti pubblici, almeno', { kind: 'whole', none: true }),
  value('partnership.minMicroSmall', 'Micro e piccole imprese, almeno', { kind: 'whole', none: true }),
  value('partnership.leadPublicOnly', 'Capofila', { kind: 'yes-no', options: YES_NO_LEAD }),
  value('partnership.severalPerLead', 'Domande di uno stesso capofila', {
    kind: 'yes-no',
    options: YES_NO_SEVERAL,
  }),
  value('partnership.letter', 'Lettera con cui un partner conferma', {
    kind: 'text',
    hint: 'Per chi non conferma con il proprio accesso',
  }),
  value('partnership.unconfirmed', 'Chi non ha confermato alla chiusura', {
    kind: 'choice',
    options: allianceWords.unconfirmedPartner,
  }),
]

const grant: readonly CallItem[] = [
  value('grant.maxShareBasisPoints', 'Quota massima del contributo', SHARE),
  value('grant.maxAmountCents', 'Contributo massimo', { ...AMOUNT, none: true }),
  value('grant.minAmountCents', 'Contributo minimo', { ...AMOUNT, none: true }),
  value('grant.cofinancingMinBasisPoints', 'Cofinanziamento minimo', SHARE),
  value('cofinancingKinds', 'Forme del cofinanziamento', { kind: 'choices', options: callWords.cofinancing }),
  value('grant.vat', 'IVA', { kind: 'choice', options: callWords.vat }),
  value('evaluation.partialFunding', 'Finanziamento parziale', { kind: 'yes-no', options: YES_NO_PARTIAL }),
  value('evaluation.cutGrantDays', 'Per accettare un contributo ridotto', {
    ...{ kind: 'whole', none: true },
    hint: 'In giorni di calendario, dalla consegna della richiesta; nessuno se non si finanzia in parte',
  }),
  value('evaluation.cutGrantUnanswered', 'Chi non risponde su un contributo ridotto', {
    kind: 'choice',
    options: callWords.cutGrantUnanswered,
  }),
  value('evaluation.reshapedCostMinBasisPoints', 'Rimodulazione a un contributo ridotto', {
    ...SHARE,
    none: true,
    hint: 'Quanta parte del costo presentato resta, almeno; nessuna se il progetto non si rimodula',
  }),
  value('evaluation.reshapedCofinancing', 'Cofinanziamento di un progetto rimodulato', {
    kind: 'choice',
    options: callWords.reshapedCofinancing,
  }),
  value('recalculation', 'Rideterminazione', { kind: 'choice', options: callWords.recalculation }),
]

const costs: readonly CallItem[] = [
  rows(
    'costCategories',
    ['Categorie di costo', 'Categoria'],
    [
      ID,
      field('label', 'Categoria', TEXT),
      field('capBasisPoints', 'Al massimo, del costo', { ...SHARE, none: true }),
    ],
  ),
  value('years', 'Anni della spesa', { kind: 'years', hint: 'Separati da virgole, come 2027, 2028' }),
]

const payments: readonly CallItem[] = [
  rows(
    'tranches',
    ['Quote di pagamento, nell’ordine', 'Quota'],
    [
      ID,
      field('label', 'Nome', TEXT),
      field('basisPoints', 'Parte del contributo', SHARE),
      field('amount', 'Come si calcola', { kind: 'choice', options: callWords.trancheAmount }),
      field('preconditions', 'Prima di pagarla', { kind: 'choices', options: callWords.precondition }),
    ],
  ),
]

const terms: readonly CallItem[] = [
  value('admissibility.sampleBasisPoints', 'Dichiarazioni da controllare a campione', {
    kind: 'share',
    hint: 'In percentuale delle domande presentate, come 10: almeno una (DPR 445/2000, art. 71)',
  }),
  value('admissibility.integrationDays', 'Per integrare la domanda, a chi è chiesto', {
    kind: 'whole',
    hint: 'In giorni di calendario; al massimo 30, e una volta sola (L. 241/1990, art. 2 c. 7)',
  }),
  value('admissibility.refusalNoticeDays', 'Per osservare, prima di non ammettere una domanda', {
    ...{ kind: 'whole', none: true },
    hint: 'In giorni di calendario; almeno 10 (L. 241/1990, art. 10-bis). Non è dovuto nelle procedure concorsuali',
  }),
  value('terms.declarationDays', 'Per dichiarare i conflitti di interesse', DAYS),
  value('terms.scoringDays', 'Per valutare', DAYS),
  value('terms.sheetReminderDays', 'Promemoria a chi non ha consegnato le schede', {
    ...{ kind: 'whole', none: true },
    hint: 'Quanti giorni prima del termine per valutare; nessuno se non si invia',
  }),
  value('terms.agreementDays', 'Per l’accordo di Alleanza', DAYS),
  value('terms.regionalReminderDays', 'Per sollecitare la risposta della Regione', DAYS),
  value('terms.conclusionDays', 'Per concludere il procedimento, dalla chiusura', {
    kind: 'whole',
    hint: 'In giorni di calendario; al massimo 180 (L. 241/1990, art. 2)',
  }),
]

const information: readonly CallItem[] = [
  value('information.contact', 'A chi chiedere', TEXT),
  value('information.dataProtectionOfficer', 'Responsabile della protezione dei dati', TEXT),
  value('information.dataRetention', 'Per quanto si conservano i dati', TEXT),
  value('information.stateAid', 'Aiuti di Stato', { kind: 'choice', options: callWords.stateAid }),
]

const documents: readonly CallItem[] = [
  rows(
    'requiredAttachments',
    ['Allegati', 'Allegato'],
    [field('kind', '', { kind: 'id' }), field('label', 'Allegato', TEXT)],
  ),
  rows(
    'requiredDeclarations',
    ['Dichiarazioni', 'Dichiarazione'],
    [ID, field('label', 'Testo della dichiarazione', { kind: 'long' })],
  ),
  rows(
    'indicators',
    ['Risultati attesi', 'Risultato'],
    [ID, field('label', 'Risultato', TEXT), field('unit', 'Unità', TEXT)],
  ),
]

/** How each value of a call's configuration is asked of people: the one description from which pages are written, what they send is
 * read, and what is wrong is told. A test holds it to the schema, path by path. */
export const callFields: Readonly<Record<CallPart, WrittenPart>> = {
  notice: { title: 'L’avviso', items: notice },
  money: { title: 'Risorse', items: money },
  who: { title: 'Chi può partecipare, e su che cosa', items: who },
  grant: { title: 'Contributo', items: grant },
  costs: { title: 'Spese ammesse', items: costs },
  payments: { title: 'Pagamenti', items: payments },
  scores: { title: 'Criteri e punti', items: evaluationItems },
  conflicts: { title: 'Conflitti e decisioni del Comitato', items: conflictItems(networkWords.link) },
  terms: { title: 'Termini', items: terms },
  information: { title: 'Informazioni e dati personali', items: information },
  documents: { title: 'Che cosa contiene la domanda', items: documents },
}

/** Every item, part by part. */
export const allCallItems: readonly CallItem[] = CALL_PARTS.flatMap((part) => callFields[part].items)

/** A place of the configuration with what people call it. */
export interface CallPlace {
  part: CallPart
  item: CallItem
  /** Null for the source of the item. */
  field: CallField | null
}

/** Every place of a value or source, a row of a list standing for all: `areas[].label`, `grant.vat.source.act`. */
export const callPlaces: ReadonlyMap<string, CallPlace> = new Map(
  CALL_PARTS.flatMap((part) => callFields[part].items.flatMap((item) => placesOf(part, item))),
)

function placesOf(part: CallPart, item: CallItem): [string, CallPlace][] {
  const fields = item.fields.map((one): [string, CallPlace] => [
    pathOf(item, one),
    { part, item, field: one },
  ])
  if (item.form === 'PLAIN') return fields
  const source = sourcePathOf(item)
  const sources = ['act', 'article', 'version'].map((key): [string, CallPlace] => [
    `${source}.${key}`,
    { part, item, field: null },
  ])
  return [...fields, ...sources]
}
