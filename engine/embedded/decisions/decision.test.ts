import { describe, expect, it } from '@jest/globals'
import { DecisionFault, DecisionRefusal, decide, parseDecisions } from './decision.ts'

interface Draft {
  attributes?: string
  inputs?: [expression: string, type: string][]
  outputs?: [name: string, byDefault?: string][]
  rules: string[][]
  beside?: string
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const cell = (kind: string, id: string, text: string) =>
  `<${kind} id="${id}"><text>${escaped(text)}</text></${kind}>`

/* A table as a file; each rule is its cells, inputs first. */
function table({
  attributes = '',
  inputs = [['n', 'number']],
  outputs = [['answer']],
  rules,
  beside = '',
}: Draft) {
  const columns = inputs.map(
    ([expression, type], at) =>
      `<input id="I${at}" label="Ingresso ${at}"><inputExpression id="E${at}" typeRef="${type}"><text>${escaped(expression)}</text></inputExpression></input>`,
  )
  const answers = outputs.map(
    ([name, byDefault], at) =>
      `<output id="O${at}" name="${name}">${byDefault === undefined ? '' : cell('defaultOutputEntry', `D${at}`, byDefault)}</output>`,
  )
  const rows = rules.map((cells, row) => {
    const all = cells.map((text, at) =>
      cell(at < inputs.length ? 'inputEntry' : 'outputEntry', `C${row}_${at}`, text),
    )
    return `<rule id="R${row}">${all.join('')}</rule>`
  })
  return file(
    `<decision id="route" name="Esito">${beside}<decisionTable id="T" ${attributes}>${[...columns, ...answers, ...rows].join('')}</decisionTable></decision>`,
  )
}

const file = (body: string) =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="Definitions" name="d" namespace="n">${body}</definitions>`

async function ask(draft: Draft, variables: Record<string, unknown>): Promise<unknown> {
  const [model] = await parseDecisions(table(draft))
  return decide(model!, variables)
}

const refusalOf = async (xml: string): Promise<string> => {
  const error: unknown = await parseDecisions(xml).catch((thrown: unknown) => thrown)
  return error instanceof DecisionRefusal ? error.message : `no refusal: ${String(error)}`
}

const overlapping = [
  ['> 0', '"few"'],
  ['> 10', '"many"'],
  ['> 100', '"many"'],
]

describe('a hit policy', () => {
  it('UNIQUE answers with the one rule that holds, and is the policy where none is written', async () => {
    expect(await ask({ rules: overlapping }, { n: 5 })).toBe('few')
  })

  it('UNIQUE is a fault that names table and rules where two hold', async () => {
    await expect(ask({ rules: overlapping }, { n: 11 })).rejects.toThrow(
      new DecisionFault('La decisione route ammette una sola regola: valgono insieme R0, R1.'),
    )
  })

  it('FIRST answers with the first rule that holds', async () => {
    expect(await ask({ attributes: 'hitPolicy="FIRST"', rules: overlapping }, { n: 11 })).toBe('few')
  })

  it('ANY answers where all rules that hold say the same, else it is a fault', async () => {
    const agreeing = { attributes: 'hitPolicy="ANY"', rules: overlapping.slice(1) }
    expect(await ask(agreeing, { n: 101 })).toBe('many')
    await expect(ask({ ...agreeing, rules: overlapping }, { n: 11 })).rejects.toThrow(DecisionFault)
  })

  it.each(['COLLECT', 'RULE ORDER'])('%s answers with a list, in the order of the rules', async (policy) => {
    expect(await ask({ attributes: `hitPolicy="${policy}"`, rules: overlapping }, { n: 101 })).toEqual([
      ...['few', 'many', 'many'],
    ])
  })

  it.each([
    ['SUM', 60],
    ['MIN', 10],
    ['MAX', 30],
    ['COUNT', 3],
  ])('COLLECT with %s answers with one number', async (aggregation, expected) => {
    const rules = ['10', '20', '30', '40'].map((answer, at) => [`> ${at}`, answer])
    const attributes = `hitPolicy="COLLECT" aggregation="${aggregation}"`
    expect(await ask({ attributes, rules }, { n: 3 })).toBe(expected)
  })

  it.each(['UNIQUE', 'FIRST', 'ANY', 'COLLECT', 'RULE ORDER', 'COLLECT" aggregation="COUNT'])(
    '%s answers null where no rule holds',
    async (policy) => {
      expect(await ask({ attributes: `hitPolicy="${policy}"`, rules: overlapping }, { n: 0 })).toBeNull()
    },
  )

  it('SUM adds whole numbers only, since Zeebe adds in decimals', async () => {
    const rules = [
      ['> 0', '0.1'],
      ['> 1', '0.2'],
    ]
    const attributes = 'hitPolicy="COLLECT" aggregation="SUM"'
    await expect(ask({ attributes, rules }, { n: 2 })).rejects.toThrow(DecisionFault)
  })

  it('SUM of something else than numbers is a fault', async () => {
    const attributes = 'hitPolicy="COLLECT" aggregation="SUM"'
    await expect(ask({ attributes, rules: overlapping }, { n: 2 })).rejects.toThrow('ha trovato un testo')
  })
})

describe('the answer', () => {
  it('is an object by the names of the outputs where there are several', async () => {
    const outputs: Draft['outputs'] = [['route'], ['days']]
    const rules = [['> 0', '"CLARIFY"', 'days + 5']]
    expect(await ask({ outputs, rules }, { n: 1, days: 10 })).toEqual({ route: 'CLARIFY', days: 15 })
  })

  it('is the default of the outputs where no rule holds', async () => {
    const outputs: Draft['outputs'] = [
      ['route', '"NONE"'],
      ['days', '0'],
    ]
    expect(await ask({ outputs, rules: [['> 0', '"A"', '1']] }, { n: 0 })).toEqual({ route: 'NONE', days: 0 })
  })
})

describe('an input', () => {
  const boolean: Draft = {
    inputs: [['flag', 'boolean']],
    rules: [
      ['true', '"yes"'],
      ['false', '"no"'],
    ],
  }

  it('of a wrong type is a fault that names input and types', async () => {
    await expect(ask(boolean, { flag: 'Rossi' })).rejects.toThrow(
      new DecisionFault(
        `La decisione route vuole un valore logico nell'ingresso "Ingresso 0": ha trovato un testo.`,
      ),
    )
  })

  it('that is missing passes no comparison, but an empty cell', async () => {
    expect(await ask(boolean, {})).toBeNull()
    expect(await ask({ rules: [...overlapping, ['', '"any"']] }, {})).toBe('any')
  })

  it('may be calculated, and tells which variables are read', async () => {
    const [model] = await parseDecisions(
      table({ inputs: [['a.size + b', 'number']], rules: [['> limit', 'c']] }),
    )
    expect(model?.names).toEqual(['a', 'b', 'limit', 'c'])
    expect(decide(model!, { a: { size: 1 }, b: 2, limit: 2, c: 'over' })).toBe('over')
  })
})

describe('a file', () => {
  it('bears the version tag of each of its decisions', async () => {
    const tag = '<extensionElements><zeebe:versionTag value="2.1" /></extensionElements>'
    const [model] = await parseDecisions(table({ beside: tag, rules: [['', '1']] }))
    expect(model).toMatchObject({ decisionId: 'route', name: 'Esito', versionTag: '2.1' })
  })

  it.each<[string, Partial<Draft>, string]>([
    ['a hit policy that Zeebe has not', { attributes: 'hitPolicy="PRIORITY"' }, 'T: the hit policy PRIORITY'],
    [
      'an aggregation beside another policy',
      { attributes: 'hitPolicy="ANY" aggregation="SUM"' },
      'T: the aggregation SUM',
    ],
    ['an input type that it does not know', { inputs: [['n', 'date']] }, 'I0: the type «date»'],
    ['no input type', { inputs: [['n', '']] }, 'I0: the type «»'],
    ['FEEL outside the subset in an input', { inputs: [['now()', 'number']] }, 'I0: now()'],
    ['FEEL outside the subset in a cell', { rules: [['? > 1', '1']] }, 'C0_0: «? > 1»'],
    ['FEEL outside the subset in an answer', { rules: [['', 'date("2027-01-01")']] }, 'C0_1: date'],
    ['an answer that is empty', { rules: [['', '']] }, 'C0_1: syntax error'],
    ['a test of another type than its input', { rules: [['"1"', '1']] }, 'C0_0: a string is compared'],
    ['a rule with a cell too few', { rules: [['> 1']] }, 'R0: the rule has not one cell'],
    ['outputs of one name', { outputs: [['a'], ['a']], rules: [['', '1', '2']] }, 'T: several outputs'],
    [
      'a default for some outputs only',
      { outputs: [['a', '1'], ['b']], rules: [['', '1', '2']] },
      'T: some outputs',
    ],
    [
      'a required decision',
      {
        beside: '<informationRequirement id="Q"><requiredDecision href="#route" /></informationRequirement>',
      },
      'route: a decision that requires',
    ],
  ])('is refused with %s, element and reason', async (_what, draft, reason) => {
    expect(await refusalOf(table({ rules: [['> 0', '1']], ...draft }))).toContain(reason)
  })

  it('is refused with all that is wrong, a line each', async () => {
    const said = await refusalOf(
      table({
        inputs: [['n', 'date']],
        rules: [
          ['', 'now()'],
          ['', 'today()'],
        ],
      }),
    )
    expect(said.split('\n').map((line) => line.split(':', 1)[0])).toEqual(['I0', 'C0_1', 'C1_1'])
  })

  it.each([
    ['no XML', 'hello', 'no DMN'],
    ['another language', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" />', 'no DMN'],
    ['an id twice', file('<inputData id="a" name="x" /><inputData id="a" name="y" />'), 'duplicate ID <a>'],
    [
      'a literal expression',
      file('<decision id="d"><literalExpression id="l"><text>1</text></literalExpression></decision>'),
      'd: dmn:LiteralExpression',
    ],
    [
      'a decision without an id',
      file('<decision name="d"><decisionTable id="t"><output id="o" /></decisionTable></decision>'),
      'a decision has no id',
    ],
    ['a decision without logic', file('<decision id="d" />'), 'd: dmn:Decision'],
    [
      'a business knowledge model',
      file('<businessKnowledgeModel id="k" name="k" />'),
      'k: dmn:BusinessKnowledgeModel',
    ],
  ])('is refused where it is %s', async (_what, xml, reason) => {
    expect(await refusalOf(xml)).toContain(reason)
  })
})
