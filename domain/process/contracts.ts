import { actAdoption } from './act-adoption.ts'
import { allianceProject } from './alliance-project.ts'
import { applicationReview } from './application-review.ts'
import { callCorrection } from './call-correction.ts'
import { rankingCorrection } from './ranking-correction.ts'
import { call } from './call.ts'
import type { ProcessContract, ValuesOf } from './contract.ts'
import { disbursement } from './disbursement.ts'
import { evaluation } from './evaluation.ts'
import { expenditureReport } from './expenditure-report.ts'
import { grantCycle } from './grant-cycle.ts'
import { guidance } from './guidance.ts'
import { meeting } from './meeting.ts'
import { monitoringReturn } from './monitoring-return.ts'
import { regionalApproval } from './regional-approval.ts'

/** Every process, in the order of a cycle. */
export const contracts = [
  grantCycle,
  guidance,
  meeting,
  actAdoption,
  call,
  callCorrection,
  rankingCorrection,
  applicationReview,
  evaluation,
  regionalApproval,
  allianceProject,
  disbursement,
  expenditureReport,
  monitoringReturn,
] as const satisfies readonly ProcessContract[]

type MessagesOf<P> = P extends { variables: infer V; messages: infer M }
  ? {
      [N in Extract<keyof M, string>]: {
        name: N
        variables: M[N] extends { carries: readonly (infer C)[] } ? ValuesOf<V, Extract<C, keyof V>> : never
      }
    }[Extract<keyof M, string>]
  : never

/** A message by its name, with the variables that it brings. */
export type Message = MessagesOf<(typeof contracts)[number]>
export type MessageName = Message['name']
