import { playApproval } from './play-approval.ts'
import { playAdmissibility } from './play-admissibility.ts'
import { playCall } from './play-call.ts'
import { playEvaluation } from './play-evaluation.ts'
import { playGuidance } from './play-guidance.ts'
import { playMonitoring } from './play-monitoring.ts'
import { playProjects } from './play-project.ts'
import { playRankingCorrection } from './play-ranking-correction.ts'
import type { Play } from './play.ts'

/** The parts of a played cycle, in order. */
export const stages: readonly (readonly [name: string, play: (play: Play) => Promise<void>])[] = [
  ['guidance', playGuidance],
  ['call', playCall],
  ['admissibility', playAdmissibility],
  ['evaluation', playEvaluation],
  ['ranking correction', playRankingCorrection],
  ['approval', playApproval],
  ['projects', playProjects],
  ['monitoring', playMonitoring],
]
