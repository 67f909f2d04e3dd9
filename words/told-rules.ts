import type { CallConfiguration } from '../domain/call/configuration.ts'
import { splitByWeights } from '../domain/shared/money.ts'
import { reshapingText, tieBreakText, trancheConditions } from './call-rules.ts'
import { wordOf } from './codes.ts'
import { formatDate, formatEuro, formatExactPercent, formatPoints } from './formats.ts'
import { conflicts, sitting } from './told-decisions.ts'
import { asItIs, told } from './told.ts'
import type { ToldRule } from './told.ts'
import { procedure } from './told-procedure.ts'
import type { CallOffice } from './told-procedure.ts'

/* Rules that are read together, under a title of their own. */
interface ToldPart {
  id: string
  title: string
  rules: ToldRule[]
}

const localHour = ({ date, time }: { date: string; time: string }): string =>
  `${formatDate(date)}, ore ${time} (ora di Roma)`
const inDays = (value: number): string => (value === 1 ? '1 giorno' : `${value} giorni`)
const limit = (none: string, say: (value: number) => string) => (value: number | null) =>
  value === null ? none : say(value)

const HOW_CORRECTED =
  'Solo prima della chiusura, con un atto dello stesso organo, motivato e pubblicato qui. Ciò che cambia requisiti, costi o criteri porta una chiusura successiva. Chi ha presentato è avvisato, e fino alla chiusura può ritirare la domanda e ripresentarla'

function theCall(call: CallConfiguration): ToldRule[] {
  return [
    told('Titolo', call.title, asItIs),
    told('Base giuridica', call.legalBasis, asItIs),
    told('Organo che adotta l’avviso', call.noticeOrgan, asItIs),
    told('Ufficio responsabile', call.responsibleOffice, asItIs),
    told('Apertura', call.window, ({ opens }) => localHour(opens)),
    told('Chiusura', call.window, ({ closes }) => localHour(closes)),
    { subject: 'Proroghe e rettifiche', value: HOW_CORRECTED, source: 'L. 241/1990, art. 12' },
  ]
}

function resources({ allocation, budgetLineCents }: CallConfiguration): ToldRule[] {
  const { years, alliancesShareBasisPoints, systemActionsShareBasisPoints } = allocation
  const weights = years.map((one) => one.amountCents)
  const byYear = splitByWeights(budgetLineCents.value, weights)
  return [
    ...years.map(({ year, amountCents, source }) =>
      told(`Assegnazione ${year}`, { value: amountCents, source }, formatEuro),
    ),
    told('Quota per le Alleanze', alliancesShareBasisPoints, formatExactPercent),
    told('Quota per le azioni di sistema', systemActionsShareBasisPoints, formatExactPercent),
    told('Dotazione dell’avviso', budgetLineCents, formatEuro),
    ...years.map(({ year }, index) =>
      told(`Dotazione dell’avviso ${year}`, { ...budgetLineCents, value: byYear[index] ?? 0 }, formatEuro),
    ),
  ]
}

function whoMayApply({ partnership, areas }: CallConfiguration): ToldRule[] {
  const least = limit('nessun minimo', (value) => `almeno ${value}, fra capofila e partner`)
  return [
    told('Enti', partnership.minBodies, least),
    told('Enti pubblici', partnership.minPublic, least),
    told('Micro e piccole imprese', partnership.minMicroSmall, least),
    told('Capofila', partnership.leadPublicOnly, (only) =>
      only ? 'è un ente pubblico' : 'può essere pubblico o privato',
    ),
    told('Domande di uno stesso capofila', partnership.severalPerLead, (several) =>
      several ? 'anche più d’una' : 'una sola: la seconda non si può presentare, se la prima non è ritirata',
    ),
    told(
      'Conferma di partner e aderenti',
      partnership.letter,
      (letter) => `entro la chiusura, con il proprio accesso o con: ${letter}`,
    ),
    told('Chi non ha confermato alla chiusura', partnership.unconfirmed, (rule) =>
      wordOf('unconfirmedPartner', rule),
    ),
    ...areas.map(({ label, source }) => told('Area di intervento', { value: label, source }, asItIs)),
  ]
}

function grant({ grant: rules, cofinancingKinds, recalculation, evaluation }: CallConfiguration): ToldRule[] {
  return [
    told('Quota massima del contributo', rules.maxShareBasisPoints, formatExactPercent),
    told('Contributo massimo', rules.maxAmountCents, limit('nessuno', formatEuro)),
    told('Contributo minimo', rules.minAmountCents, limit('nessuno', formatEuro)),
    told('Cofinanziamento minimo', rules.cofinancingMinBasisPoints, formatExactPercent),
    told('Forme del cofinanziamento', cofinancingKinds, (kinds) =>
      kinds.length === 0 ? 'nessuna' : kinds.map((kind) => wordOf('cofinancing', kind)).join(', '),
    ),
    told('IVA', rules.vat, (vat) => wordOf('vat', vat)),
    told('Finanziamento parziale', evaluation.partialFunding, (partial) =>
      partial
        ? 'ammesso: all’ultimo progetto va il resto della dotazione, se non è sotto il contributo minimo'
        : 'non ammesso: un progetto è finanziato per intero o non lo è',
    ),
    told(
      'Per accettare un contributo ridotto',
      evaluation.cutGrantDays,
      limit(
        'non previsto',
        (value) =>
          `${inDays(value)} dalla consegna della richiesta; ciò a cui si rinuncia va a chi segue in graduatoria`,
      ),
    ),
    told('Chi non risponde su un contributo ridotto', evaluation.cutGrantUnanswered, (rule) =>
      wordOf('cutGrantUnanswered', rule),
    ),
    told(
      'Rimodulazione a un contributo ridotto',
      evaluation.reshapedCostMinBasisPoints,
      limit('non ammessa: il progetto si realizza come è stato presentato', reshapingText),
    ),
    told('Cofinanziamento di un progetto rimodulato', evaluation.reshapedCofinancing, (rule) =>
      wordOf('reshapedCofinancing', rule),
    ),
    told('Rideterminazione', recalculation, (rule) => wordOf('recalculation', rule)),
  ]
}

function expenditure({ costCategories, years }: CallConfiguration): ToldRule[] {
  return [
    ...costCategories.map(({ label, capBasisPoints, source }) =>
      told(
        label,
        { value: capBasisPoints, source },
        limit('senza limite', (share) => `al massimo il ${formatExactPercent(share)} del costo`),
      ),
    ),
    told('Anni della spesa', years, (all) => all.join(', ')),
  ]
}

function payments({ tranches }: CallConfiguration): ToldRule[] {
  return tranches.map((tranche) =>
    told(
      tranche.label,
      { value: tranche, source: tranche.source },
      ({ basisPoints }) => `${formatExactPercent(basisPoints)} del contributo; ${trancheConditions(tranche)}`,
    ),
  )
}

function scores({ evaluation }: CallConfiguration): ToldRule[] {
  const { criteria, maxCentipoints, stepCentipoints, thresholdCentipoints } = evaluation
  const points = (value: number): string => `${formatPoints(value)} punti`
  return [
    ...criteria.map(({ label, maxCentipoints: most, minCentipoints: least, source }) =>
      told(label, { value: least, source }, (minimum) =>
        minimum === null
          ? `al massimo ${points(most)}`
          : `al massimo ${points(most)}, almeno ${points(minimum)} per essere ammessi`,
      ),
    ),
    told('Punteggio massimo', maxCentipoints, points),
    told('Passo dei punteggi', stepCentipoints, points),
    told('Soglia per essere ammessi', thresholdCentipoints, points),
    told('Come si uniscono i punteggi', evaluation.aggregation, (rule) => wordOf('aggregation', rule)),
    told('A parità di punti, nell’ordine', evaluation.tieBreaks, (order) =>
      order.map((one) => tieBreakText(one, criteria)).join('; poi '),
    ),
    told('Valutatori per progetto', evaluation.panelMinimum, (value) => `almeno ${value}`),
  ]
}

function terms({ terms: days, admissibility }: CallConfiguration): ToldRule[] {
  return [
    told(
      'Controllo a campione delle dichiarazioni',
      admissibility.sampleBasisPoints,
      (share) =>
        `il ${formatExactPercent(share)} delle domande presentate, almeno una, sorteggiate alla chiusura; il seme del sorteggio è pubblicato, perché si possa rifare`,
    ),
    told(
      'Per integrare la domanda',
      admissibility.integrationDays,
      (value) => `${inDays(value)} da quando l’ufficio lo chiede, una volta sola`,
    ),
    told(
      'Per osservare, prima di non ammettere una domanda',
      admissibility.refusalNoticeDays,
      limit('non previsto', (value) => `${inDays(value)} da quando ne sono comunicati i motivi`),
    ),
    told('Per dichiarare i conflitti di interesse', days.declarationDays, inDays),
    told('Per valutare', days.scoringDays, inDays),
    told(
      'Promemoria a chi non ha consegnato le schede',
      days.sheetReminderDays,
      limit('non previsto', (value) => `${inDays(value)} prima del termine per valutare`),
    ),
    told('Per l’accordo di Alleanza', days.agreementDays, inDays),
    told('Per sollecitare la risposta della Regione', days.regionalReminderDays, inDays),
    told('Per concludere il procedimento, dalla chiusura', days.conclusionDays, inDays),
  ]
}

function toBring(call: CallConfiguration): ToldRule[] {
  const { requiredAttachments, requiredDeclarations, indicators } = call
  return [
    ...requiredAttachments.map(({ label, source }) => told('Allegato', { value: label, source }, asItIs)),
    ...requiredDeclarations.map(({ label, source }) =>
      told('Dichiarazione', { value: label, source }, asItIs),
    ),
    ...indicators.map(({ label, unit, source }) =>
      told('Risultato atteso', { value: `${label} (${unit})`, source }, asItIs),
    ),
  ]
}

/** Every rule that a call applies, in words, part by part, each with its source (L. 241/1990 art. 12; D.Lgs. 33/2013
 * art. 26 c. 1), and what a notice tells beside them: what paper and page show. */
export function toldRules(call: CallConfiguration, office: CallOffice): ToldPart[] {
  return [
    { id: 'call', title: 'L’avviso', rules: theCall(call) },
    { id: 'resources', title: 'Risorse', rules: resources(call) },
    { id: 'who', title: 'Chi può partecipare, e su che cosa', rules: whoMayApply(call) },
    { id: 'grant', title: 'Contributo', rules: grant(call) },
    { id: 'expenditure', title: 'Spese ammesse', rules: expenditure(call) },
    { id: 'payments', title: 'Pagamenti', rules: payments(call) },
    { id: 'scores', title: 'Criteri e punti', rules: scores(call) },
    { id: 'conflicts', title: 'Conflitti di interesse', rules: conflicts(call) },
    { id: 'sitting', title: 'Come decide il Comitato', rules: sitting(call) },
    { id: 'terms', title: 'Termini', rules: terms(call) },
    { id: 'to-bring', title: 'Che cosa contiene la domanda', rules: toBring(call) },
    { id: 'procedure', title: 'Procedimento, accesso e dati personali', rules: procedure(call, office) },
  ]
}

/** True where any of the values was made up for a demonstration. */
export function isDemonstration(parts: readonly ToldPart[]): boolean {
  return parts.some((part) => part.rules.some((rule) => rule.source === null))
}
