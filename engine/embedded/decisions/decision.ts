import type { DmnElement } from 'dmn-moddle'
import { DecisionRefusal, children, readDefinitions, text } from './read.ts'
import { readTable, refuse } from './table.ts'
import type { Table } from './table.ts'
import type { Problem } from '../models/read-problems.ts'

export { DecisionRefusal } from './read.ts'
export { DecisionFault, decide } from './run.ts'

/* A decision table, ready to be asked. */
interface DecisionModel {
  readonly decisionId: string
  readonly name: string
  readonly versionTag: string | null
  /** Names of the variables that it reads. */
  readonly names: readonly string[]
  readonly table: Table
}

/**
 * Reads the decision tables of a DMN file, in its order. Throws DecisionRefusal that names each element which this engine does
 * not run as Zeebe does, with the reason.
 */
export async function parseDecisions(xml: string): Promise<DecisionModel[]> {
  const problems: Problem[] = []
  const elements = children(await readDefinitions(xml), 'drgElement').filter(
    ({ $type }) => !SILENT.has($type),
  )
  const models = elements.flatMap((element) => modelOf(element, problems))
  if (problems.length > 0) throw new DecisionRefusal(problems)
  return models
}

/* What a diagram shows beside its decisions, and no engine runs. */
const SILENT = new Set(['dmn:InputData', 'dmn:KnowledgeSource'])

function modelOf(element: DmnElement, problems: Problem[]): DecisionModel[] {
  const logic =
    element.$type === 'dmn:Decision' ? (element.get('decisionLogic') as DmnElement | undefined) : undefined
  if (logic?.$type !== 'dmn:DecisionTable') {
    refuse(problems, element, `${logic?.$type ?? element.$type} is not supported: a decision is a table`)
    return []
  }
  refuseNeeds(element, problems)
  const table = readTable(logic, problems)
  const [decisionId, name] = [text(element, 'id'), text(element, 'name')]
  return [{ decisionId, name, versionTag: versionTagOf(element), names: namesOf(table), table }]
}

function refuseNeeds(decision: DmnElement, problems: Problem[]): void {
  if (text(decision, 'id') === '') refuse(problems, decision, 'a decision has no id')
  if (children(decision, 'informationRequirement').some((one) => one.get('requiredDecision')))
    refuse(problems, decision, 'a decision that requires another one is not supported')
  if (children(decision, 'knowledgeRequirement').length > 0)
    refuse(problems, decision, 'business knowledge models are not supported')
}

function versionTagOf(decision: DmnElement): string | null {
  const extensions = decision.get('extensionElements') as DmnElement | undefined
  const tag = children(extensions, 'values').find(({ $type }) => $type === 'zeebe:versionTag')
  return tag?.value ?? null
}

function namesOf({ inputs, rules, defaults }: Table): string[] {
  const readers = [
    ...inputs.map(({ expression }) => expression),
    ...rules.flatMap(({ tests, answers }) => [...tests, ...answers]),
    ...defaults,
  ]
  return [...new Set(readers.flatMap(({ names }) => names))]
}
