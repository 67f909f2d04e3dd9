import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { decide, parseDecisions } from '../engine/embedded/decisions/decision.ts'

/* The tables of the repository, asked through the engine that runs them. */
async function readDecision(id: string) {
  const xml = await readFile(join(import.meta.dirname, 'decisions', `${id}.dmn`), 'utf8')
  const model = (await parseDecisions(xml)).find(({ decisionId }) => decisionId === id)
  if (!model) throw new Error(`the file has no decision ${id}`)
  return model
}

describe('the checks that a payment needs (art. 8, 11)', () => {
  const yesOrNo = [false, true]
  const cases = yesOrNo.flatMap((payeePublic) =>
    yesOrNo.flatMap((payeeEnterprise) =>
      yesOrNo.flatMap((aboveCollectionThreshold) =>
        yesOrNo.map((aboveAntimafiaThreshold) => ({
          ...{ payeePublic, payeeEnterprise, aboveCollectionThreshold, aboveAntimafiaThreshold },
        })),
      ),
    ),
  )

  it.each(cases)('are those of the law for %o', async (facts) => {
    const due = [
      ...(facts.payeePublic ? [] : ['DURC']),
      ...(facts.aboveCollectionThreshold ? ['COLLECTION_AGENT'] : []),
      ...(facts.payeeEnterprise && facts.aboveAntimafiaThreshold ? ['ANTIMAFIA'] : []),
      ...(facts.payeeEnterprise ? ['WITHHOLDING'] : []),
    ]
    expect(decide(await readDecision('payment-checks'), facts)).toEqual(due.length === 0 ? null : due)
  })
})

describe('the route of an application (art. 10)', () => {
  it.each([
    [0, 0, 'PROPOSE_ADMISSION'],
    [0, 2, 'PROPOSE_CLARIFICATION'],
    [1, 0, 'PROPOSE_EXCLUSION'],
    [1, 2, 'PROPOSE_EXCLUSION'],
  ])('with %d blocking and %d curable reasons is %s', async (blockingReasons, curableReasons, route) => {
    const facts = { blockingReasons, curableReasons }
    expect(decide(await readDecision('admissibility-route'), facts)).toBe(route)
  })
})

describe('a table of the repository', () => {
  it.each([
    [
      'payment-checks',
      ['payeePublic', 'payeeEnterprise', 'aboveCollectionThreshold', 'aboveAntimafiaThreshold'],
    ],
    ['admissibility-route', ['blockingReasons', 'curableReasons']],
  ])('%s bears its version and reads the facts that its process hands over', async (id, names) => {
    const model = await readDecision(id)
    expect([model.versionTag, model.names]).toEqual(['1.0.0', names])
  })
})
