import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { MOST_ROWS } from '../../db/platform/page.ts'
import { routes } from '../../api/routes.ts'
import type { Route } from '../../api/route.ts'
import { demoSessionRoutes } from '../../api/session.ts'

/* Lists that come whole, for something bounds them: each, with the lists inside it, and what that is. `*` stands for a row. */
const BOUNDED: Readonly<Record<string, string>> = {
  '/api/applications/{applicationId} .alliance': 'at most 100 partners (domain/call/application.ts)',
  '/api/applications/{applicationId} .attachments': 'one of each kind that the call asks for',
  '/api/applications/{applicationId}/communications ':
    'one of each request, asked anew where it never arrived, and the outcome',
  '/api/applications/{applicationId}/communications *.receipts':
    'what a provider says of one mail, and what an officer puts right, by hand',
  '/api/applications/{applicationId}/communications *.receipts*.files':
    'proofs of one receipt, brought by hand',
  '/api/applications/{applicationId}/requests ': 'one of each kind, asked anew where it never arrived',
  '/api/applications/{applicationId}/requests *.items': 'lines that an officer wrote in one request',
  '/api/applications/{applicationId}/requests *.files': 'files that one task asks for',
  '/api/applications/{applicationId} .content': 'one document, with a limit for each of its lists',
  '/api/applications/{applicationId} .reshaping.content':
    'the presented lines, and at most 1000 of co-financing',
  '/api/applications/{applicationId} .partners': 'at most 100 partners (domain/call/application.ts)',
  '/api/applications/{applicationId} .replaced':
    'the newest hundred of a draft (db/call/attachment-store.ts)',
  '/api/applications/{applicationId} .history': 'a dozen kinds of things that happen once each',
  '/api/applications/{applicationId} .reasons': 'the rules of admissibility, each at most once for a field',
  '/api/calls/{callId} .configuration': 'one checked file',
  '/api/calls/{callId}/corrections *.configuration': 'one checked file',
  '/api/calls/{callId}/corrections *.replaced': 'one checked file',
  '/api/calls/{callId}/questions *.amendments': 'as often as the office puts one answer right, by hand',
  '/api/calls/{callId}/room-forecast .rooms': 'at most a thousand drafts of one call',
  '/api/calls/{callId}/evaluation .panels*.evaluators':
    'the seats of the committee, and the experts called in for one project',
  '/api/calls/{callId}/evaluation .panels*.excluded': 'holders of the seats of the committee',
  '/api/calls/{callId}/ranking .rows*.missed': 'criteria of the call, and its threshold',
  '/api/calls/{callId}/scores *.byCriterion': 'criteria of the call',
  '/api/applications/{applicationId}/scores .byCriterion': 'criteria of the call',
  '/api/applications/{applicationId}/scores .sheets': 'the panel of one project',
  '/api/cycles/{cycleId}/results .projects*.results': 'at most 100 indicators (domain/call/application.ts)',
  '/api/cycles/{cycleId}/results .years': 'years of the cycle',
  '/api/cycles/{cycleId}/submissions *.letterDocumentIds': 'letters of the Region on one package',
  '/api/cycles/{cycleId}/submissions *.outcomes': 'letters of the Region on one package',
  '/api/cycles/{id} .allocations': 'years of the cycle',
  '/api/processes .processes': 'the models',
  '/api/instances *.waits': 'elements of one model',
  '/api/cycles/{id}/processes .processes': 'the models',
  '/api/cycles/{id}/processes/{key} .callers': 'as deep as calls go, ten at most',
  '/api/cycles/{id}/processes/{key} .called': 'at most a hundred (api/instance-view.ts)',
  '/api/cycles/{id}/processes/{key} .incidents': 'elements of one instance',
  '/api/cycles/{id}/processes/{key} .path': 'elements and flows of one model',
  '/api/cycles/{id}/processes/{key} .tokens': 'elements of one model',
  '/api/demo/people ': 'accounts of the demo, in the file of its network',
  '/api/guidance-documents/{id} .context': 'sections of one document',
  '/api/guidance-documents/{id} .needs': 'sections of one document',
  '/api/guidance-documents/{id} .priorities': 'sections of one document',
  '/api/invitations ': 'the newest hundred that are open (db/network/invitation-store.ts)',
  '/api/network/bodies/{bodyId} .links': 'ties of one body',
  '/api/network/people *.functions': 'what one person holds on a day',
  '/api/network/people/{personId} .accounts': 'accounts of one person',
  '/api/network/people/{personId} .functions': 'functions of one person over the years',
  '/api/network/seats ': 'the committee, as the regulation composes it (art. 5)',
  '/api/network/seats/{seatId} .holders': 'holders of one seat over the years',
  '/api/plans/{id}/projects *.expected': 'at most 100 indicators (domain/call/application.ts)',
  '/api/projects/{projectId} .adhesions': 'the newest hundred (db/alliance/alliance-changes.ts)',
  '/api/projects/{projectId} .flags': 'the newest hundred (db/alliance/alliance-changes.ts)',
  '/api/projects/{projectId} .entries': 'steps of the payments of one project',
  '/api/projects/{projectId} .payments': 'tranches of the call, each opened again where it was refused',
  '/api/projects/{projectId} .statements': 'one for each tranche that waits for it',
  '/api/submissions/{id} .letterDocumentIds': 'letters of the Region on one package',
  '/api/submissions/{id} .outcomes': 'letters of the Region on one package',
  '/api/calls/{callId}/correction-draft .faults': 'fields of one call, and checks between them',
  '/api/calls/{callId}/correction-draft .parts': 'the parts of a call',
  '/api/working-groups/{id} .members':
    'at most 250 of one proposal (use-cases/meeting/propose-working-group.ts)',
  '/api/working-groups/{id} .items': 'meetings that treat one group',
  '/api/working-groups/{id} .reports': 'reports of one referent, each written by hand',
  '/api/work-items/{id}/call-draft .faults': 'fields of one call, and checks between them',
  '/api/work-items/{id}/call-draft .parts': 'the parts of a call',
  '/api/work-items/{id} .files': 'files that one task asks for',
  '/api/work-items/{id} .others': 'who holds one function, of a body or of the network',
}

const reads = [...routes, ...demoSessionRoutes].filter(({ method, files }) => method === 'get' && !files)

interface Found {
  pages: string[]
  whole: string[]
}

/* Where an answer has lists: in pages, and whole. */
function listsIn(schema: unknown, at = ''): Found {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return listsIn(schema.unwrap(), at)
  if (schema instanceof z.ZodArray) {
    const inner = listsIn(schema.element, `${at}*`)
    return { ...inner, whole: [at, ...inner.whole] }
  }
  if (!(schema instanceof z.ZodObject)) return { pages: [], whole: [] }
  const shape = schema.shape as Record<string, unknown>
  if ('items' in shape && 'next' in shape) {
    const row = shape['items'] instanceof z.ZodArray ? listsIn(shape['items'].element, `${at}*`) : null
    return { pages: [at, ...(row?.pages ?? [])], whole: row?.whole ?? [] }
  }
  const inner = Object.entries(shape).map(([name, field]) => listsIn(field, `${at}.${name}`))
  return { pages: inner.flatMap(({ pages }) => pages), whole: inner.flatMap(({ whole }) => whole) }
}

const wholeLists = (found: readonly Route[]): string[] =>
  found.flatMap((route) => listsIn(route.answer).whole.map((at) => `${route.path} ${at}`))

const pageRoutes = reads.filter(({ answer }) => listsIn(answer).pages.length > 0)

describe('the lists of the API', () => {
  it('come by the page, or are named here with what bounds them', () => {
    const named = Object.keys(BOUNDED)
    const holds = (list: string, name: string) =>
      list === name || list.startsWith(`${name}.`) || list.startsWith(`${name}*`)
    const whole = wholeLists(reads)
    expect(whole.filter((list) => !named.some((name) => holds(list, name)))).toEqual([])
    expect(named.filter((name) => !whole.some((list) => holds(list, name)))).toEqual([])
  })

  it('would be missed here if one came whole and unnamed', () => {
    const answer = z.object({ items: z.array(z.object({ id: z.string() })), others: z.array(z.string()) })
    const stranger = { ...reads[0], path: '/api/strangers', answer } as Route
    expect(wholeLists([stranger])).toEqual(['/api/strangers .items', '/api/strangers .others'])
  })

  it.each(pageRoutes.map((route) => [route.path, route] as const))(
    '%s has one page, begins at a key, has a bound and refuses what it does not know',
    (_path, { answer, query }) => {
      expect(listsIn(answer).pages).toHaveLength(1)
      expect(query?.safeParse({}).data).toMatchObject({ limit: expect.any(Number) })
      expect(query?.safeParse({ after: 'key', limit: String(MOST_ROWS) }).success).toBe(true)
      for (const wrong of [{ limit: String(MOST_ROWS + 1) }, { limit: '0' }, { after: 'a'.repeat(1001) }])
        expect(query?.safeParse(wrong).success).toBe(false)
      const [issue] = query?.safeParse({ sort: 'title' }).error?.issues ?? []
      for (const known of Object.keys(query?.shape ?? {})) expect(issue?.message).toContain(known)
    },
  )
})
