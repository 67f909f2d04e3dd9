import { connect } from '../../db/platform/connection.ts'

/** What a cycle came to, in words that do not change from run to run: ranking, money, and that nothing is left. */
export interface CycleResults {
  ranking: {
    code: string
    position: number | null
    outcome: string
    grantCents: number
    score: string | null
  }[]
  payments: {
    project: string
    tranche: string
    amountCents: number
    withholdingCents: number
    status: string
  }[]
  statements: { project: string; status: string; claimedCents: number; admittedCents: number }[]
  submissions: { kind: string; status: string }[]
  acts: Record<string, number>
  /** Mails by their own id: one that a crash sent again has the same Message-ID. */
  mails: number
  left: { openTasks: number; unsent: number; parked: number; openJobs: number }
}

const rankingSql = `
  select a.code, e.position, e.outcome, e.grant_cents as "grantCents", e.numerator || '/' || e.denominator as score
    from ranking_entries e join rankings r on r.id = e.ranking_id and r.status = 'ADOPTED'
    join applications a on a.id = e.application_id order by e.position nulls last, a.code`
const paymentsSql = `
  select j.code as project, p.tranche_id as tranche, p.amount_cents as "amountCents", p.withholding_cents as "withholdingCents", p.status
    from payments p join projects j on j.id = p.project_id
    join project_tranches t on (t.project_id, t.id) = (p.project_id, p.tranche_id) order by j.code, t.position`
const statementsSql = `
  select j.code as project, s.status, s.claimed_cents as "claimedCents", s.admitted_cents as "admittedCents"
    from statements s join projects j on j.id = s.project_id order by j.code, s.period`
const submissionsSql = 'select kind, status from submissions order by kind'
const actsSql = `select kind, count(*) as count from act_proposals where status = 'EFFECTIVE' group by kind order by kind`
const mailsSql = `select count(*) as count from outbox where kind = 'MAIL' and state = 'SENT'`
const leftSql = `
  select (select count(*) from work_items where state = 'OPEN') as "openTasks",
         (select count(*) from outbox where state = 'PENDING') as unsent,
         (select count(*) from outbox where state = 'PARKED') as parked,
         (select count(*) from job_executions where finished_at is null) as "openJobs"`

/** Reads the results of the only cycle of a database. */
export async function cycleResults(databaseUrl: string): Promise<CycleResults> {
  const knex = connect({ url: databaseUrl, poolSize: 1 })
  const rows = async <T>(sql: string): Promise<T[]> => (await knex.raw<{ rows: T[] }>(sql)).rows
  try {
    const acts = await rows<{ kind: string; count: number }>(actsSql)
    const [mails] = await rows<{ count: number }>(mailsSql)
    const [left] = await rows<CycleResults['left']>(leftSql)
    return {
      ranking: await rows(rankingSql),
      payments: await rows(paymentsSql),
      statements: await rows(statementsSql),
      submissions: await rows(submissionsSql),
      acts: Object.fromEntries(acts.map(({ kind, count }) => [kind, count])),
      mails: mails?.count ?? 0,
      left: left ?? { openTasks: -1, unsent: -1, parked: -1, openJobs: -1 },
    }
  } finally {
    await knex.destroy()
  }
}
