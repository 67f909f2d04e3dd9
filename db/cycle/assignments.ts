import type { Knex } from 'knex'
import type { Variables } from '../../domain/shared/process-contract.ts'
import type { WorkItemElement } from '../../domain/shared/work-item-types.ts'

interface Assignment {
  personId: string | null
  bodyId: string | null
  applicationId: string | null
  state: 'OPEN' | 'WITHDRAWN' | 'EXPIRED'
}

interface DeclarationRow {
  id: string
  person_id: string
  status: string
}
interface ScoringRow extends DeclarationRow {
  application_id: string
}

const anybodyOfTheRole: Assignment = { personId: null, bodyId: null, applicationId: null, state: 'OPEN' }

/** Whose task it is: a member's own, that of the body that leads, or anybody's who holds the role. */
export function assigning(tx: Knex) {
  const ofDeclaration = async (declarationId: string): Promise<Assignment> => {
    const row = await tx<DeclarationRow>('conflict_declarations').where({ id: declarationId }).first()
    if (row === undefined) throw new TypeError(`no declaration ${declarationId}`)
    return {
      ...anybodyOfTheRole,
      personId: row.person_id,
      state: row.status === 'REQUESTED' ? 'OPEN' : 'EXPIRED',
    }
  }
  const ofScoring = async (scoringId: string): Promise<Assignment> => {
    const row = await tx<ScoringRow>('scorings').where({ id: scoringId }).first()
    if (row === undefined) throw new TypeError(`no scoring ${scoringId}`)
    const state = row.status === 'REQUESTED' ? 'OPEN' : row.status === 'EXPIRED' ? 'EXPIRED' : 'WITHDRAWN'
    return { ...anybodyOfTheRole, personId: row.person_id, applicationId: row.application_id, state }
  }
  const ofLead = async (projectId: string): Promise<Assignment> => {
    const row = await tx<{ lead_body_id: string }>('projects')
      .join('applications', 'applications.id', 'projects.application_id')
      .where('projects.id', projectId)
      .first<{ lead_body_id: string } | undefined>('applications.lead_body_id')
    return { ...anybodyOfTheRole, bodyId: row?.lead_body_id ?? null }
  }
  const leadTasks: readonly WorkItemElement[] = [
    'Task_RecordAgreement',
    'Task_ReportResults',
    'Task_RequestPayment',
    'Task_SubmitStatement',
  ]

  return async (element: WorkItemElement, context: Variables): Promise<Assignment> => {
    if (element === 'Task_DeclareConflicts') return ofDeclaration(String(context.declarationId))
    if (element === 'Task_ScoreApplication') return ofScoring(String(context.scoringId))
    if (element === 'Task_DecideAdmissibility')
      return { ...anybodyOfTheRole, applicationId: context.applicationId ?? null }
    return leadTasks.includes(element) ? ofLead(String(context.projectId)) : anybodyOfTheRole
  }
}
