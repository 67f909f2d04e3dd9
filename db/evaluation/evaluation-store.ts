import type { Knex } from 'knex'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { readDecidedConflicts } from './decided-conflicts.ts'
import { createConflictStore } from './conflict-store.ts'
import { createLateConflictStore } from './late-conflict-store.ts'
import { readPanelFacts } from './panel-facts.ts'
import { createRankingStore } from './ranking-store.ts'
import { createReadingStore } from './reading-store.ts'
import { createRoundStore } from './round-store.ts'
import { createScoringStore } from './scoring-store.ts'

/** The evaluation of a call from exclusions to the ranking (art. 5, 6, 7). */
export function createEvaluationStore(tx: Knex) {
  return {
    ...createConflictStore(tx),
    ...createRoundStore(tx),
    ...createScoringStore(tx),
    ...createRankingStore(tx),
    ...createLateConflictStore(tx),
    ...createReadingStore(tx),

    /** Decisions on declared and late conflicts of a call until an instant. */
    decidedConflictsOf: (callId: string, until: Date) => readDecidedConflicts(tx, { callId, until }),

    /** Facts for `possibleEvaluators`: the admitted applications, the seats, and all that keeps people away. */
    panelFacts: (callId: string, on: LocalDate) => readPanelFacts(tx, { callId, on }),
  }
}
