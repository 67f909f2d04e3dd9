import type { CallStatus } from '../call/lifecycle.ts'
import type { GuidanceStatus } from '../guidance/lifecycle.ts'
import type { PlanStatus } from '../approval/lifecycle.ts'
import type { CycleStatus } from './lifecycle.ts'

/** What a cycle is told by: its own state, the last version or number of each thing, null where there is none yet. */
export interface StageFacts {
  status: CycleStatus
  guidance: { status: GuidanceStatus } | null
  call: { status: CallStatus; outcomePublishedAt: Date | null } | null
  plan: { status: PlanStatus } | null
  projects: { total: number; closed: number }
  finalReturn: object | null
}
export type StageState = 'TO_COME' | 'UNDER_WAY' | 'DONE'

interface Stage {
  begun: (facts: StageFacts) => boolean
  done: (facts: StageFacts) => boolean
}

const adopted = ({ guidance, call }: StageFacts): boolean => guidance?.status === 'ADOPTED' || call !== null
const called = ({ call }: StageFacts): boolean => call?.status === 'CLOSED'
const allClosed = ({ projects }: StageFacts): boolean =>
  projects.total > 0 && projects.closed === projects.total

/* In the order of the process; a call that went deserted is repeated, so its stage is not done (art. 8). */
const stages = {
  GUIDANCE: { begun: () => true, done: adopted },
  CALL: { begun: adopted, done: called },
  EVALUATION: { begun: called, done: (facts) => called(facts) && facts.call?.outcomePublishedAt !== null },
  PLAN: {
    begun: ({ plan }) => plan !== null,
    done: ({ plan }) => plan?.status === 'VALIDATED' || plan?.status === 'SUPERSEDED',
  },
  PROJECTS: { begun: ({ projects }) => projects.total > 0, done: allClosed },
  FINAL_RETURN: {
    begun: (facts) => facts.finalReturn !== null || allClosed(facts),
    done: () => false,
  },
} satisfies Record<string, Stage>
export type CycleStage = keyof typeof stages

/** The stages in order. */
export const STAGES = Object.keys(stages) as CycleStage[]

/** What papers are of: a stage, or the own meetings of committee and network, which are of none (art. 4, 7). */
export const DOCUMENT_STAGES = [...STAGES, 'COMMITTEE', 'NETWORK'] as const

/** The stage that a process works for; meetings and acts serve several, and the plan has none of its own with people's tasks. */
export const stageOfProcess: Readonly<Record<string, CycleStage>> = {
  guidance: 'GUIDANCE',
  ...{ call: 'CALL', 'call-correction': 'CALL' },
  ...{ 'application-review': 'EVALUATION', evaluation: 'EVALUATION', 'ranking-correction': 'EVALUATION' },
  ...{ 'alliance-project': 'PROJECTS', disbursement: 'PROJECTS', 'expenditure-report': 'PROJECTS' },
  'monitoring-return': 'FINAL_RETURN',
}

/** The state of each stage of a cycle, in order. A closed cycle has every stage behind it, also one that it never needed. */
export function stageStates(facts: StageFacts): Record<CycleStage, StageState> {
  const stateOf = ({ begun, done }: Stage): StageState => {
    if (facts.status === 'CLOSED' || done(facts)) return 'DONE'
    return begun(facts) ? 'UNDER_WAY' : 'TO_COME'
  }
  return Object.fromEntries(Object.entries(stages).map(([name, stage]) => [name, stateOf(stage)])) as Record<
    CycleStage,
    StageState
  >
}
