import { z } from 'zod'
import { day, instant } from './answers.ts'
import { projectFilters } from './alliance.ts'
import { listQuery, pageAnswer } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const results = z.object({
  projects: pageAnswer(
    z.object({
      projectId: z.string(),
      code: z.string(),
      title: z.string(),
      status: z.string(),
      leadName: z.string(),
      leadTaxCode: z.string(),
      grantCents: z.int(),
      admittedCents: z.int(),
      paidCents: z.int(),
      startedOn: day.nullable(),
      results: z.array(
        z.object({
          indicator: z.string(),
          expected: z.int(),
          achieved: z.int().nullable(),
          note: z.string().nullable(),
        }),
      ),
    }),
  ),
  years: z.array(
    z.object({
      year: z.int(),
      assignedCents: z.int(),
      receivedCents: z.int(),
      committedCents: z.int(),
      paidCents: z.int(),
    }),
  ),
  finalReport: z
    .object({
      summary: z.string(),
      assessment: z.string(),
      committeeSeenOn: day.nullable(),
      writtenAt: instant,
    })
    .nullable(),
})

/** Results against what was promised, and the money of each year (art. 6, 8, 10). */
export const monitoringRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/cycles/{cycleId}/results',
    summary: 'Risultati attesi e raggiunti dei progetti, risorse per anno, relazione finale',
    tag: 'Monitoraggio',
    who: ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_MEMBER', 'ALLIANCE_LEAD'],
    params: z.object({ cycleId: z.string().max(40) }),
    query: listQuery(projectFilters),
    answer: results,
    handle: ({ reads, actor, params, query }) => reads.monitoring.results(actor, params.cycleId, query),
  }),
]
