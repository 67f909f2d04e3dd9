import type { CallItem } from '../domain/call/call-draft.ts'
import { ID, POINTS, TEXT, field, rows, value, valueOf } from './call-field.ts'
import { callWords } from './call.ts'

/* Only what the schema takes of a list of words. */
const only = (words: Readonly<Record<string, string>>, ...codes: readonly string[]) =>
  Object.fromEntries(codes.map((code) => [code, words[code] ?? code]))

/** How projects are scored and ranked. */
export const evaluationItems: readonly CallItem[] = [
  rows(
    'evaluation.criteria',
    ['Criteri', 'Criterio'],
    [
      ID,
      field('label', 'Criterio', TEXT),
      field('maxCentipoints', 'Punti, al massimo', POINTS),
      field('minCentipoints', 'Punti, almeno, per essere ammessi', { ...POINTS, none: true }),
    ],
  ),
  value('evaluation.maxCentipoints', 'Punteggio massimo', POINTS),
  value('evaluation.stepCentipoints', 'Passo dei punteggi', {
    kind: 'points',
    hint: 'In punti, come 0,5: ogni voto è un suo multiplo',
  }),
  value('evaluation.thresholdCentipoints', 'Soglia per essere ammessi', POINTS),
  value('evaluation.aggregation', 'Come si uniscono i punteggi', {
    kind: 'choice',
    options: callWords.aggregation,
  }),
  value('evaluation.tieBreaks', 'A parità di punti, nell’ordine', {
    kind: 'order',
    hint: 'L’ultima regola deve decidere sempre: arrivo o sorteggio',
    options: callWords.tieBreak,
  }),
  value('evaluation.panelMinimum', 'Valutatori per progetto, almeno', { kind: 'whole' }),
]

/** Who takes no part in what, and how the committee decides. */
export const conflictItems = (links: Readonly<Record<string, string>>): readonly CallItem[] => [
  value('exclusions.lead', 'Chi appartiene all’ente capofila', {
    kind: 'choice',
    hint: 'È fissato dall’art. 5 del regolamento',
    options: only(callWords.scope, 'ALL'),
  }),
  value('exclusions.partner', 'Chi appartiene a un ente partner', {
    kind: 'choice',
    options: only(callWords.scope, 'ALL', 'OWN', 'DECLARATION'),
  }),
  value('exclusions.adherent', 'Chi appartiene a un ente aderente', {
    kind: 'choice',
    options: callWords.scope,
  }),
  value('exclusions.undeclared', 'Chi non rende la dichiarazione sui conflitti', {
    kind: 'choice',
    options: only(callWords.scope, 'ALL'),
  }),
  value('exclusions.narrowRisk', 'Che cosa rischia un’astensione non estesa all’intero confronto', {
    kind: 'long',
    hint: 'Serve se chi è di un partner o di un aderente non è escluso da tutti i progetti',
    none: true,
  }),
  valueOf('exclusions.links', 'Legami fra enti che contano', [
    field('kinds', 'Quali legami', { kind: 'choices', options: links }),
    field('maxSteps', 'Fino a quanti passi', { kind: 'whole', hint: '0 se contano solo gli enti stessi' }),
  ]),
  value('evaluation.sitting.roomMinimum', 'Seggi con voto in aula, perché un punto si decida, almeno', {
    kind: 'whole',
  }),
  value('evaluation.sitting.deputyFor', 'Quando siede il supplente', {
    kind: 'choice',
    options: callWords.deputyFor,
  }),
  value('evaluation.sitting.rankingDecision', 'Come si decide la graduatoria', {
    kind: 'choice',
    options: callWords.rankingDecision,
  }),
]
