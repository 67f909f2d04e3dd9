import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

interface Table {
  hitPolicy: string
  inputs: string[]
  rules: { conditions: string[]; answer: string }[]
}

const matches = (xml: string, pattern: RegExp): string[] =>
  [...xml.matchAll(pattern)].map((found) => (found[1] ?? '').replaceAll('&gt;', '>'))

/* A table as its file holds it: our tables know empty cells, true, false and "> 0", and a text as their answer. */
async function readTable(name: string): Promise<Table> {
  const xml = await readFile(join(import.meta.dirname, 'decisions', `${name}.dmn`), 'utf8')
  return {
    hitPolicy: /<decisionTable [^>]*hitPolicy="(\w+)"/.exec(xml)?.[1] ?? 'UNIQUE',
    inputs: matches(xml, /<inputExpression [^>]*>\s*<text>(.*?)<\/text>/g),
    rules: matches(xml, /<rule ([\s\S]*?)<\/rule>/g).map((rule) => ({
      conditions: matches(rule, /<inputEntry [^>]*>\s*<text>(.*?)<\/text>/g),
      answer: matches(rule, /<outputEntry [^>]*>\s*<text>"(.*?)"<\/text>/g)[0] ?? '',
    })),
  }
}

function holds(condition: string, fact: boolean | number): boolean {
  if (condition === '') return true
  if (condition === '> 0') return Number(fact) > 0
  if (condition === 'true' || condition === 'false') return String(fact) === condition
  throw new Error(`this test does not know the condition ${condition}`)
}

function answers({ inputs, rules }: Table, facts: Record<string, boolean | number>): string[] {
  const given = inputs.map((name) => facts[name] ?? NaN)
  return rules
    .filter(({ conditions }) => conditions.every((one, index) => holds(one, given[index] ?? NaN)))
    .map((rule) => rule.answer)
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
    const table = await readTable('payment-checks')
    const due = [
      ...(facts.payeeEnterprise && facts.aboveAntimafiaThreshold ? ['ANTIMAFIA'] : []),
      ...(facts.aboveCollectionThreshold ? ['COLLECTION_AGENT'] : []),
      ...(facts.payeePublic ? [] : ['DURC']),
      ...(facts.payeeEnterprise ? ['WITHHOLDING'] : []),
    ]
    expect([table.hitPolicy, answers(table, facts).toSorted()]).toEqual(['COLLECT', due])
  })
})

describe('the route of an application (art. 10)', () => {
  it.each([
    [0, 0, 'PROPOSE_ADMISSION'],
    [0, 2, 'PROPOSE_CLARIFICATION'],
    [1, 0, 'PROPOSE_EXCLUSION'],
    [1, 2, 'PROPOSE_EXCLUSION'],
  ])('with %d blocking and %d curable reasons is %s', async (blockingReasons, curableReasons, route) => {
    const table = await readTable('admissibility-route')
    const [first] = answers(table, { blockingReasons, curableReasons })
    expect([table.hitPolicy, first]).toEqual(['FIRST', route])
  })
})
