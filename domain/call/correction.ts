import type { Problem } from '../shared/problem.ts'
import type { CallConfiguration } from './configuration.ts'
import { callWindow } from './window.ts'

/* What a correction of a place of the configuration asks: nothing more; a later closing, for it touches whom the call is for, what it
   pays or how it judges; or that place is never corrected. The closing is the extension itself. */
export type CorrectionEffect = 'PLAIN' | 'EXTENDS' | 'CLOSING' | 'FIXED'

/* By the longest beginning of a place's path; a source is a quotation, wherever it stands. */
const EFFECTS: Readonly<Record<string, CorrectionEffect>> = {
  ...{ formatVersion: 'FIXED', code: 'FIXED' },
  ...{ title: 'PLAIN', legalBasis: 'PLAIN', noticeOrgan: 'PLAIN', responsibleOffice: 'PLAIN' },
  ...{ 'window.value.opens': 'FIXED', 'window.value.zone': 'FIXED', 'window.value.closes': 'CLOSING' },
  /* The cycle's, assigned by the Region. */
  allocation: 'FIXED',
  ...{ budgetLineCents: 'EXTENDS', areas: 'EXTENDS', grant: 'EXTENDS', cofinancingKinds: 'EXTENDS' },
  ...{ partnership: 'EXTENDS', costCategories: 'EXTENDS', years: 'EXTENDS', tranches: 'EXTENDS' },
  ...{ recalculation: 'EXTENDS', evaluation: 'EXTENDS', exclusions: 'EXTENDS' },
  ...{ requiredAttachments: 'EXTENDS', requiredDeclarations: 'EXTENDS', indicators: 'EXTENDS' },
  ...{ admissibility: 'PLAIN', terms: 'PLAIN', information: 'PLAIN' },
}

/** What a correction of this place asks; places of lists are written `areas[].label`. Throws Error (a bug) for one that nobody has
 * thought of. */
export function correctionEffect(path: string): CorrectionEffect {
  if (/\bsource\b/.test(path)) return 'PLAIN'
  const parts = path.split(/\.|\[\]/).filter((part) => part !== '')
  for (let length = parts.length; length > 0; length -= 1) {
    const effect = EFFECTS[parts.slice(0, length).join('.')]
    if (effect !== undefined) return effect
  }
  throw new Error(`nobody said what a correction of ${path} asks`)
}

const isInner = (node: unknown): node is Record<string, unknown> => typeof node === 'object' && node !== null

/** The places in which two configurations differ. */
export function changedPlaces(before: unknown, after: unknown, path = ''): string[] {
  if (!isInner(before) || !isInner(after)) return before === after ? [] : [path]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const inside = (key: string): string =>
    Array.isArray(after) ? `${path}[]` : path === '' ? key : `${path}.${key}`
  return [...new Set(keys.flatMap((key) => changedPlaces(before[key], after[key], inside(key))))]
}

/** Why a published configuration cannot be replaced by another that contradicts nothing: it stays the same call, its closing never comes
 * earlier, and comes later where whom it is for, what it pays or how it judges changes (L. 241/1990 art. 12). */
export function correctionProblems(before: CallConfiguration, after: CallConfiguration): Problem[] {
  const places = changedPlaces(before, after)
  const [old, now] = [callWindow(before.window.value), callWindow(after.window.value)]
  if (old === null || now === null) throw new TypeError('a checked window has an hour that does not exist')
  return [
    ...(places.length > 0 ? [] : [{ path: '', code: 'NOTHING_CHANGED', message: NOTHING }]),
    ...places
      .filter((place) => correctionEffect(place) === 'FIXED')
      .map((path) => ({ path: path.replaceAll('[]', ''), code: 'FIXED', message: FIXED })),
    ...(now.closesAt < old.closesAt ? [{ path: CLOSES, code: 'CLOSES_EARLIER', message: EARLIER }] : []),
    ...(extendingPlaces(before, after).length > 0 && now.closesAt.getTime() === old.closesAt.getTime()
      ? [{ path: CLOSES, code: 'EXTENSION_DUE', message: DUE }]
      : []),
  ]
}

/** What of a new version needs a later closing: the places in which it changes whom the call is for, what it pays or how it judges. */
export const extendingPlaces = (before: CallConfiguration, after: CallConfiguration): string[] =>
  changedPlaces(before, after).filter((place) => correctionEffect(place) === 'EXTENDS')

const CLOSES = 'window.value.closes'
const NOTHING = 'Nulla cambia rispetto alla versione in vigore.'
const FIXED = 'Questo non si rettifica: apertura, codice e assegnazioni restano quelli dell’avviso.'
const EARLIER = 'La chiusura non si anticipa: chi conta sul termine non lo perde.'
const DUE =
  'Cambiano requisiti, costi o criteri: serve una chiusura successiva, perché tutti possano tenerne conto.'
