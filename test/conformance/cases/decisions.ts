import { docs } from '../case.ts'
import type { ConformanceCase } from '../case.ts'
import { expectSame, expectVariables } from '../check.ts'
import { decisionTable } from '../decision.ts'
import { decide, end, process, service } from '../elements.ts'
import { line } from '../model.ts'

const PAGE = docs('components/modeler/dmn/decision-table-hit-policy', 'next')
const deciding = process('main', [
  line('Enter', decide('Decide', { decision: 'rate', result: 'rate' }), service('After'), end('End')),
])
type Table = Parameters<typeof decisionTable>[1]
const rate = (hitPolicy: Table['hitPolicy'], rules: Table['rules']) =>
  decisionTable('rate', { hitPolicy, inputs: { amount: 'number' }, outputs: { band: 'string' }, rules })

const overlapping = [
  ['> 100', '"high"'],
  ['> 10', '"some"'],
  ['< 5', '"low"'],
]
const apart = [
  ['> 100', '"high"'],
  ['[10..100]', '"some"'],
  ['< 5', '"low"'],
]
const agreeing = [
  ['> 100', '"some"'],
  ['> 10', '"some"'],
]

interface Answer {
  hitPolicy: Table['hitPolicy']
  rules: Table['rules']
  amount: number
  says: string
  expected: unknown
}
const answers: Answer[] = [
  { hitPolicy: 'FIRST', rules: overlapping, amount: 200, says: 'the first rule', expected: 'high' },
  { hitPolicy: 'FIRST', rules: overlapping, amount: 7, says: 'null without a hit', expected: null },
  { hitPolicy: 'UNIQUE', rules: apart, amount: 50, says: 'the only rule', expected: 'some' },
  { hitPolicy: 'UNIQUE', rules: apart, amount: 7, says: 'null without a hit', expected: null },
  { hitPolicy: 'ANY', rules: agreeing, amount: 200, says: 'what all rules say', expected: 'some' },
  {
    ...{ hitPolicy: 'COLLECT', rules: overlapping, amount: 200 },
    ...{ says: 'a list of what hits', expected: ['high', 'some'] },
  },
  {
    ...{ hitPolicy: 'RULE ORDER', rules: [...overlapping].reverse(), amount: 200 },
    ...{ says: 'a list in the order of the rules', expected: ['some', 'high'] },
  },
]

/* COLLECT promises no order. */
const inOrder = (hitPolicy: Table['hitPolicy'], value: unknown): unknown =>
  hitPolicy === 'COLLECT' && Array.isArray(value) ? value.map(String).sort() : value

const contradictions: Answer[] = [
  { hitPolicy: 'UNIQUE', rules: overlapping, amount: 200, says: 'two hits', expected: 'some' },
  { hitPolicy: 'ANY', rules: overlapping, amount: 200, says: 'hits that differ', expected: 'some' },
]

export const decisionCases: ConformanceCase[] = [
  ...answers.map(({ hitPolicy, rules, amount, says, expected }): ConformanceCase => ({
    number: 23,
    title: `a decision ${hitPolicy} gives ${says}`,
    source: PAGE,
    models: [deciding, rate(hitPolicy, rules)],
    async play(player) {
      await player.begin({ amount })
      const { variables } = await player.take('After')
      expectSame('rate', inOrder(hitPolicy, variables['rate']), inOrder(hitPolicy, expected))
    },
  })),
  ...contradictions.map(({ hitPolicy, rules, amount, says, expected }): ConformanceCase => ({
    number: 23,
    title: `a decision ${hitPolicy} with ${says} is an incident, and goes on once it has one answer`,
    source: PAGE,
    models: [deciding, rate(hitPolicy, rules)],
    async play(player) {
      const instance = await player.begin({ amount })
      await player.mend(instance, 'Decide', { amount: 50 })
      expectVariables(await player.take('After'), { rate: expected })
    },
  })),
  {
    number: 23,
    title: 'a decision with several outputs gives them as one object, which a mapping may take apart',
    source: docs('components/modeler/bpmn/business-rule-tasks'),
    models: [
      process('main', [
        line(
          'Enter',
          decide(
            'Decide',
            { decision: 'rate', result: 'rate' },
            { outputs: { whole: '=rate', share: '=rate.share' } },
          ),
          service('After'),
          end('End'),
        ),
      ]),
      decisionTable('rate', {
        hitPolicy: 'FIRST',
        inputs: { publicBody: 'boolean', region: 'string' },
        outputs: { band: 'string', share: 'number' },
        rules: [
          ['true', '"north","south"', '"wide"', '80'],
          ['false', '', '"narrow"', '50'],
        ],
      }),
    ],
    async play(player) {
      await player.begin({ publicBody: true, region: 'south' })
      expectVariables(await player.take('After'), {
        whole: { band: 'wide', share: 80 },
        share: 80,
        rate: undefined,
      })
    },
  },
]
