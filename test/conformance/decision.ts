import type { Model } from './model.ts'
import { tag, textTag } from './xml.ts'

type Type = 'string' | 'number' | 'boolean'

interface Table {
  hitPolicy: 'UNIQUE' | 'FIRST' | 'ANY' | 'COLLECT' | 'RULE ORDER'
  inputs: Readonly<Record<string, Type>>
  outputs: Readonly<Record<string, Type>>
  /** One list a rule: a unary test for each input, then an expression for each output. */
  rules: readonly (readonly string[])[]
}

const namespaces = {
  xmlns: 'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'xmlns:modeler': 'http://camunda.org/schema/modeler/1.0',
  'modeler:executionPlatform': 'Camunda Cloud',
  'modeler:executionPlatformVersion': '8.6.0',
  namespace: 'http://camunda.org/schema/1.0/dmn',
}

function tableXml({ hitPolicy, inputs, outputs, rules }: Table): string {
  const inputCount = Object.keys(inputs).length
  const columns = [
    ...Object.entries(inputs).map(([name, typeRef]) =>
      tag(
        'input',
        { id: `Input_${name}`, label: name },
        tag('inputExpression', { id: `Expression_${name}`, typeRef }, textTag('text', {}, name)),
      ),
    ),
    ...Object.entries(outputs).map(([name, typeRef]) =>
      tag('output', { id: `Output_${name}`, label: name, name, typeRef }),
    ),
  ]
  const rows = rules.map((cells, row) =>
    tag(
      'rule',
      { id: `Rule_${row}` },
      cells
        .map((cell, column) =>
          tag(
            column < inputCount ? 'inputEntry' : 'outputEntry',
            { id: `Rule_${row}_${column}` },
            cell === '' ? '<text></text>' : textTag('text', {}, cell),
          ),
        )
        .join(''),
    ),
  )
  return tag('decisionTable', { id: 'Table', hitPolicy }, [...columns, ...rows].join(''))
}

/** A decision table. */
export function decisionTable(id: string, table: Table): Model {
  return {
    file: `${id}.dmn`,
    jobTypes: [],
    render: (names) => {
      const decision = tag('decision', { id: names(id), name: id }, tableXml(table))
      const head = { id: 'Definitions', name: id, ...namespaces }
      return `<?xml version="1.0" encoding="UTF-8"?>${tag('definitions', head, decision)}`
    },
  }
}
