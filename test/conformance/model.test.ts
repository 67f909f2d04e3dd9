import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BpmnModdle } from 'bpmn-moddle'
import { DmnModdle } from 'dmn-moddle'
import { cases } from './cases/index.ts'
import { end, process as processModel, service } from './elements.ts'
import { line, otherwise, when } from './model.ts'
import { tag } from './xml.ts'

const ZEEBE = 'zeebe-bpmn-moddle/resources/zeebe.json'
const require = createRequire(import.meta.url)
const zeebe: unknown = require(ZEEBE)
const names = (name: string) => `${name}-run`

const files = cases.flatMap(({ models, number, title }) =>
  models.map((model) => [`${number}. ${title}: ${model.file}`, model.render(names)] as const),
)
const bpmn = files.filter(([name]) => name.endsWith('.bpmn'))
const dmn = files.filter(([name]) => name.endsWith('.dmn'))
const readBpmn = (xml: string) => new BpmnModdle({ zeebe }).fromXML(xml)

describe('what the builder writes', () => {
  it.each(bpmn)('%s is read without a warning', async (_, xml) => {
    const { warnings } = await readBpmn(xml)
    expect(warnings).toEqual([])
  })

  it.each(['8-6', '8-9'])('Camunda %s supports every element of every model', async (version) => {
    const folder = await mkdtemp(join(tmpdir(), 'conformance-'))
    try {
      const paths = bpmn.map((_, index) => join(folder, `${index}.bpmn`))
      for (const [index, [, xml]] of bpmn.entries()) await writeFile(paths[index] ?? '', xml)
      const config = join(folder, '.bpmnlintrc')
      const rules = {
        extends: [`plugin:camunda-compat/camunda-cloud-${version}`],
        /* A form is for people, and no one fills these. */
        rules: { 'camunda-compat/user-task-definition': 'off' },
        moddleExtensions: { zeebe: ZEEBE },
      }
      await writeFile(config, JSON.stringify(rules))
      /* A process of its own: the test runner cannot load the linter's modules. */
      const linter = require.resolve('bpmnlint/bin/bpmnlint.js')
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [linter, '--config', config, '--max-warnings', '0', ...paths],
        { encoding: 'utf8' },
      )
      expect({ status, found: (stdout + stderr).trim() }).toEqual({ status: 0, found: '' })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it.each(dmn)('%s is read without a warning', async (_, xml) => {
    const { warnings } = await new DmnModdle().fromXML(xml)
    expect(warnings).toEqual([])
  })

  it('process ids, job types and messages bear the name of the run, elements their own', () => {
    const xml = processModel('main', [line('Enter', service('A'), end('End'))]).render(names)
    for (const part of [
      'process id="main-run"',
      'type="A-run"',
      'type="enter-main-run"',
      'name="begin-main-run"',
    ])
      expect(xml).toContain(part)
    expect(xml).toContain('serviceTask id="A"')
  })

  it('a flow stands at both its ends, with its condition and as default', () => {
    const xml = processModel('main', [when('Enter', 'A', '=a < 1'), otherwise('Enter', 'B')]).render(names)
    expect(xml).toContain('default="Enter_to_B"')
    expect(xml).toContain('<bpmn:outgoing>Enter_to_A</bpmn:outgoing>')
    expect(xml).toContain('=a &lt; 1</bpmn:conditionExpression>')
  })

  it('text that means something in XML is escaped', () => {
    expect(tag('a', { b: '"<&>"' })).toBe('<a b="&quot;&lt;&amp;&gt;&quot;" />')
  })
})
