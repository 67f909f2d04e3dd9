import type { DmnElement } from 'dmn-moddle'
import { child, children, text } from './read.ts'
import { FeelRefusal, compileFeel, compileUnaryTests } from '../feel/feel.ts'
import type { Expression, UnaryTests } from '../feel/feel.ts'
import { siteOf } from '../models/read-problems.ts'
import type { Problem } from '../models/read-problems.ts'

const HIT_POLICIES = ['UNIQUE', 'FIRST', 'ANY', 'COLLECT', 'RULE ORDER'] as const
export type HitPolicy = (typeof HIT_POLICIES)[number]
const AGGREGATIONS = ['SUM', 'MIN', 'MAX', 'COUNT'] as const
export type Aggregation = (typeof AGGREGATIONS)[number]
const INPUT_TYPES = ['string', 'number', 'boolean'] as const
type InputType = (typeof INPUT_TYPES)[number]

export interface Input {
  label: string
  type: InputType
  expression: Expression
}

export interface RuleRow {
  id: string
  tests: readonly UnaryTests[]
  answers: readonly Expression[]
}

export interface Table {
  hitPolicy: HitPolicy
  aggregation: Aggregation | null
  inputs: readonly Input[]
  /** Names of the outputs. */
  outputs: readonly string[]
  /** What is answered where no rule holds, one for each output; empty where the table has no default. */
  defaults: readonly Expression[]
  rules: readonly RuleRow[]
}

/** Notes what is wrong with an element; the reading goes on, so that all is said at once. */
export const refuse = (problems: Problem[], { id }: DmnElement, reason: string): void =>
  siteOf(problems, id ?? null).refuse(reason)

const among = <T extends string>(values: readonly T[], value: string): T | null =>
  values.find((one) => one === value) ?? null

/** Reads a decision table; what this engine does not run as Zeebe does is added to the problems. */
export function readTable(table: DmnElement, problems: Problem[]): Table {
  const inputs = children(table, 'input').map((input) => readInput(input, problems))
  const outputs = readOutputs(table, problems)
  const rules = children(table, 'rule')
  for (const rule of rules)
    if (
      children(rule, 'inputEntry').length !== inputs.length ||
      children(rule, 'outputEntry').length !== outputs.length
    )
      refuse(problems, rule, 'the rule has not one cell for each input and output')
  return {
    ...readPolicy(table, problems),
    inputs,
    outputs,
    defaults: readDefaults(table, problems),
    rules: rules.map((rule) => readRule(rule, inputs, problems)),
  }
}

function readPolicy(table: DmnElement, problems: Problem[]): Pick<Table, 'hitPolicy' | 'aggregation'> {
  const policy = text(table, 'hitPolicy') || 'UNIQUE'
  const hitPolicy = among(HIT_POLICIES, policy)
  if (hitPolicy === null) refuse(problems, table, `the hit policy ${policy} is not supported`)
  return { hitPolicy: hitPolicy ?? 'UNIQUE', aggregation: readAggregation(table, policy, problems) }
}

function readAggregation(table: DmnElement, policy: string, problems: Problem[]): Aggregation | null {
  const asked = text(table, 'aggregation')
  if (asked === '') return null
  const aggregation = among(AGGREGATIONS, asked)
  if (aggregation === null || policy !== 'COLLECT')
    refuse(problems, table, `the aggregation ${asked} does not go with the hit policy ${policy}`)
  if (aggregation !== 'COUNT' && children(table, 'output').length > 1)
    refuse(problems, table, `${asked} takes one output`)
  return aggregation
}

function readInput(input: DmnElement, problems: Problem[]): Input {
  const asked = child(input, 'inputExpression')
  const type = among(INPUT_TYPES, text(asked, 'typeRef'))
  if (type === null)
    refuse(problems, input, `the type «${text(asked, 'typeRef')}» is none of ${INPUT_TYPES.join(', ')}`)
  const expression = compiled(input, () => compileFeel(text(asked, 'text')), problems) ?? NOTHING
  return { label: text(input, 'label') || text(asked, 'text'), type: type ?? 'string', expression }
}

function readOutputs(table: DmnElement, problems: Problem[]): string[] {
  const outputs = children(table, 'output')
  const names = outputs.map((output) => text(output, 'name'))
  if (outputs.length > 1 && (names.includes('') || new Set(names).size < names.length))
    refuse(problems, table, 'several outputs have a name each, all different')
  return names
}

function readRule(rule: DmnElement, inputs: readonly Input[], problems: Problem[]): RuleRow {
  return {
    id: rule.id ?? '',
    tests: children(rule, 'inputEntry').flatMap((cell, index) => readTest(cell, inputs[index], problems)),
    answers: readAnswers(children(rule, 'outputEntry'), problems),
  }
}

function readTest(cell: DmnElement, input: Input | undefined, problems: Problem[]): UnaryTests[] {
  const tests = compiled(cell, () => compileUnaryTests(text(cell, 'text')), problems)
  if (tests === null) return []
  const odd = [...tests.literals].find((type) => type !== input?.type)
  if (odd !== undefined)
    refuse(problems, cell, `a ${odd} is compared with an input of the type ${input?.type ?? 'none'}`)
  return [tests]
}

const readAnswers = (cells: readonly DmnElement[], problems: Problem[]): Expression[] =>
  cells.flatMap((cell) => compiled(cell, () => compileFeel(text(cell, 'text')), problems) ?? [])

function readDefaults(table: DmnElement, problems: Problem[]): Expression[] {
  const outputs = children(table, 'output')
  const cells = outputs.flatMap((output) => child(output, 'defaultOutputEntry') ?? [])
  if (cells.length > 0 && cells.length < outputs.length)
    refuse(problems, table, 'some outputs have a default and some have not')
  return readAnswers(cells, problems)
}

const NOTHING: Expression = { source: 'null', names: [], evaluate: () => null }

/* Null where it is refused: a table with problems is never run. */
function compiled<T>(element: DmnElement, compile: () => T, problems: Problem[]): T | null {
  try {
    return compile()
  } catch (error) {
    if (!(error instanceof FeelRefusal)) throw error
    refuse(problems, element, error.message)
    return null
  }
}
