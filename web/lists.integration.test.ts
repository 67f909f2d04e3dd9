import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { pagesOf } from '../test/support/pages.ts'

let database: TestDatabase
let scenario: EvaluationScenario

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
}, 60_000)
afterAll(() => database.close())

const open = async (path: string, code: string) => pagesOf(database, await scenario.person(code)).get(path)

describe('a list on a page', () => {
  const linksOf = (text: string) =>
    [...text.matchAll(/href="([^"#]*-after=[^"#]*)#/g)].map(([, href]) => href ?? '')

  it('is filtered and read on without a script, and keeps what else the address asks', async () => {
    const kept = 'meetings-status=HELD'
    await database.arrange((tx) =>
      tx('act_proposals').insert(
        Array.from({ length: 60 }, (_, index) => ({
          ...{
            id: `act-${index}`,
            cycle_id: scenario.cycleId,
            kind: 'GRANT',
            subject_id: `subject-${index}`,
          },
          ...{ title: `Atto ${index % 2 ? 'dispari' : 'pari'} ${index}.`, status: 'PROPOSED' },
          proposed_at: new Date(Date.UTC(2027, 0, 1, 0, index)),
        })),
      ),
    )
    const shown = async (path: string) => {
      const { text } = await open(path, 'PROCESS_OWNER')
      return {
        text,
        acts: [...text.matchAll(/Atto (?:pari|dispari) (\d+)\./g)].map(([, index]) => Number(index)),
      }
    }
    const first = await shown(`/cycles/${scenario.cycleId}?${kept}`)
    expect(first.acts).toEqual(Array.from({ length: 20 }, (_, index) => index))
    const next = linksOf(first.text.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'))
    expect(next[0]).toContain(kept)
    expect((await shown(next[0] ?? '')).acts).toEqual(Array.from({ length: 20 }, (_, index) => 20 + index))
    const odd = await shown(`/cycles/${scenario.cycleId}?acts-text=DISPARI&acts-status=&${kept}`)
    expect(odd.acts).toEqual(Array.from({ length: 20 }, (_, index) => 2 * index + 1))
    expect(odd.text).toContain('name="meetings-status" value="HELD"')
    await database.arrange((tx) => tx('act_proposals').where('kind', 'GRANT').delete())
  })

  it('refuses what no list of the page understands, and a value that does not exist', async () => {
    for (const query of ['sort=title', 'acts-status=NICE', 'acts-after=null']) {
      const page = await open(`/cycles/${scenario.cycleId}?${query}`, 'PROCESS_OWNER')
      expect([query, page.status]).toEqual([query, 400])
    }
    expect((await open(`/cycles/${scenario.cycleId}?sort=title`, 'PROCESS_OWNER')).text).toContain(
      'acts-text',
    )
  })
})
