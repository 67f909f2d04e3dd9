import type { Aggregation, HitPolicy, Input, RuleRow, Table } from './table.ts'
import type { Expression } from '../feel/feel.ts'
import { named } from '../feel/scope.ts'
import { ITALIAN, same, typeOf } from '../feel/values.ts'

/** A decision that cannot be taken. The sentence names it, its inputs, rules and types, never a variable's value. */
export class DecisionFault extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'DecisionFault'
  }
}

type Variables = Readonly<Record<string, unknown>>

/** What is asked: a table under its name. */
interface Asked {
  readonly decisionId: string
  readonly table: Table
}

/**
 * The answer of a table: the value, or an object by output where there are several; a list where every rule counts; without a
 * rule that holds its default, else null. Throws DecisionFault and FeelFault.
 */
export function decide(model: Asked, variables: Variables): unknown {
  const { table } = model
  const values = table.inputs.map((input) => valueOf(model, input, variables))
  const holds = ({ tests }: RuleRow) =>
    tests.every((one, index) => one.test(values[index], variables) === true)
  const hits = table.rules.filter(holds)
  if (hits.length === 0)
    return table.defaults.length === 0 ? null : answerOf(table, table.defaults, variables)
  const counted = table.hitPolicy === 'FIRST' ? hits.slice(0, 1) : hits
  const answers = counted.map((rule) => answerOf(table, rule.answers, variables))
  return COMBINE[table.hitPolicy](counted, answers, model)
}

function valueOf({ decisionId }: Asked, { label, type, expression }: Input, variables: Variables): unknown {
  const value = expression.evaluate(variables)
  if (value === null || typeOf(value) === type) return value
  throw new DecisionFault(
    `La decisione ${decisionId} vuole ${ITALIAN[type]} nell'ingresso "${label}": ha trovato ${named(value)}.`,
  )
}

type Combine = (hits: readonly RuleRow[], answers: readonly unknown[], model: Asked) => unknown

/* How one or more rules that hold become one answer. */
const COMBINE: Readonly<Record<HitPolicy, Combine>> = {
  UNIQUE: (hits, answers, model) => {
    if (hits.length > 1) throw conflict(model, hits, 'ammette una sola regola')
    return answers[0]
  },
  FIRST: (_hits, answers) => answers[0],
  ANY: (hits, answers, model) => {
    if (answers.some((one) => !same(one, answers[0])))
      throw conflict(model, hits, 'ammette più regole solo con la stessa risposta')
    return answers[0]
  },
  COLLECT: (_hits, answers, model) => {
    const { aggregation } = model.table
    return aggregation === null ? answers : aggregated(model, aggregation, answers)
  },
  'RULE ORDER': (_hits, answers) => answers,
}

function answerOf({ outputs }: Table, answers: readonly Expression[], variables: Variables): unknown {
  const [only, ...more] = answers.map((answer) => answer.evaluate(variables))
  if (more.length === 0) return only
  return Object.fromEntries([only, ...more].map((value, index) => [outputs[index] ?? '', value]))
}

const conflict = ({ decisionId }: Asked, hits: readonly RuleRow[], allows: string): DecisionFault =>
  new DecisionFault(
    `La decisione ${decisionId} ${allows}: valgono insieme ${hits.map(({ id }) => id).join(', ')}.`,
  )

function aggregated({ decisionId }: Asked, aggregation: Aggregation, answers: readonly unknown[]): number {
  if (aggregation === 'COUNT') return answers.length
  const numbers = answers.map((value) => {
    if (typeof value === 'number') return value
    throw new DecisionFault(
      `La decisione ${decisionId} riunisce numeri (${aggregation}): ha trovato ${named(value)}.`,
    )
  })
  if (aggregation !== 'SUM') return Math[aggregation === 'MIN' ? 'min' : 'max'](...numbers)
  const total = numbers.reduce((left, right) => left + right)
  /* Zeebe adds in decimals, JavaScript in binary fractions: only whole numbers are the same in both. */
  if ([...numbers, total].every(Number.isSafeInteger)) return total
  throw new DecisionFault(`La decisione ${decisionId} somma numeri che non sono interi.`)
}
