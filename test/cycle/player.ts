import { taskOf } from '../../tasks/registry.ts'
import { createCaller } from './caller.ts'
import type { Caller, DemoPerson, OpenTask, Play } from './play.ts'
import type { Scenario } from './scenario.ts'

const PROBE_MS = 150

export interface CheckedRule {
  rule: string
  holds: boolean
  found: unknown
}

interface InboxEntry {
  id: string
  element: string
  subjectId: string
}

/** Plays people at the API of a running application; waits on conditions, never on time. */
export async function createPlayer(
  { baseUrl, patienceMs }: { baseUrl: string; patienceMs: number },
  scenario: Scenario,
): Promise<Play & { checks: CheckedRule[] }> {
  const people = (await (await fetch(`${baseUrl}/api/demo/people`)).json()) as DemoPerson[]
  const callers = new Map<string, Caller>()
  const known = (personId: string): DemoPerson => {
    const person = people.find((one) => one.personId === personId)
    if (person === undefined) throw new Error(`nobody is ${personId}`)
    return person
  }
  const as = (personId: string): Caller => {
    const person = known(personId)
    const caller = callers.get(personId) ?? createCaller(baseUrl, person)
    callers.set(personId, caller)
    return caller
  }
  const checks: CheckedRule[] = []

  const until: Play['until'] = async (what, probe) => {
    const end = performance.now() + patienceMs
    for (;;) {
      const value = await probe()
      if (value !== null && value !== undefined && value !== false) return value
      if (performance.now() > end) throw new Error(`waited in vain for: ${what}`)
      await new Promise((resolve) => setTimeout(resolve, PROBE_MS))
    }
  }

  const openTasks: Play['openTasks'] = async (element) => {
    const able = people.filter((person) => person.role === taskOf(element).role)
    const found = new Map<string, OpenTask>()
    for (const person of able) {
      const inbox = await as(person.personId).list<InboxEntry>(`/api/inbox?element=${element}`)
      for (const entry of inbox.filter((candidate) => !found.has(candidate.id))) {
        const who = as(person.personId)
        const { data } = await who.get<{ data: Record<string, unknown> }>(`/api/work-items/${entry.id}`)
        found.set(entry.id, { id: entry.id, element, subjectId: entry.subjectId, who, data })
      }
    }
    return [...found.values()]
  }

  const now = async (): Promise<Date> => {
    const somebody = as(people[0]?.personId ?? '')
    return new Date((await somebody.get<{ now: string }>('/api/demo/clock')).now)
  }

  return {
    scenario,
    people,
    facts: {},
    checks,
    as,
    asPerson: (code) => as(scenario.ids.person(code)),
    inFunction: (personId, functionId) => createCaller(baseUrl, { ...known(personId), functionId }),
    until,
    openTasks,
    waitForTask: (element, subjectId) =>
      until(`${element}${subjectId ? ` of ${subjectId}` : ''}`, async () =>
        (await openTasks(element)).find((task) => subjectId === undefined || task.subjectId === subjectId),
      ),
    async complete(task, input, files = {}) {
      for (const [kind, file] of Object.entries(files))
        await task.who.upload(`/api/work-items/${task.id}/files/${kind}`, file)
      await task.who.post(`/api/work-items/${task.id}/complete`, input)
    },
    async moveClockTo(instant) {
      const owner = people.find((person) => person.role === 'PROCESS_OWNER')
      const caller = as(owner?.personId ?? '')
      /* Sent again after a crash it may have been done before: then time is already there. */
      await caller.post('/api/demo/clock', { to: instant.toISOString() }).catch(async (error: unknown) => {
        if ((await now()).getTime() < instant.getTime()) throw error
      })
    },
    now,
    check(rule, holds, found) {
      checks.push({ rule, holds, found })
      if (!holds) process.stderr.write(`✗ ${rule}: ${JSON.stringify(found)}\n`)
    },
  }
}
