import type { StandsFor } from '../domain/network/functions.ts'

/** Who acted, with whose place it took and by which act; null for who acted in a function of its own. */
export const actingName = (name: string, standsFor: StandsFor | null): string =>
  standsFor === null
    ? name
    : `${name}, in sostituzione di ${standsFor.displayName}${standsFor.only === null ? '' : ' per questo solo progetto'} (${standsFor.act})`
