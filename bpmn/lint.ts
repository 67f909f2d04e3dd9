import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { checkForm } from './check-form.ts'
import { modelFiles } from './read-models.ts'

const { resolve } = createRequire(import.meta.url)

/** Runs a linter of the tool chain on files with one rule set; its findings go to the terminal. True when there is none. */
function passes(linter: string, args: string[]): boolean {
  return spawnSync(process.execPath, [resolve(linter), ...args], { stdio: 'inherit' }).status === 0
}

async function formFindings(path: string): Promise<string[]> {
  const content: unknown = JSON.parse(await readFile(path, 'utf8'))
  return checkForm(basename(path, '.form'), content).map((finding) => `${basename(path)}: ${finding}`)
}

const { processes, decisions, forms } = await modelFiles()
const ruleSets = ['.bpmnlintrc', 'bpmn/camunda-8-9.bpmnlintrc']
const results = ruleSets.map((ruleSet) =>
  passes('bpmnlint/bin/bpmnlint.js', ['--config', ruleSet, '--max-warnings', '0', ...processes]),
)
results.push(passes('dmnlint/bin/dmnlint.js', ['--config', '.dmnlintrc', ...decisions]))
const findings = (await Promise.all(forms.map(formFindings))).flat()
for (const finding of findings) console.error(finding)

if (results.includes(false) || findings.length > 0) process.exitCode = 1
else
  console.log(
    `${processes.length} processes (8.6 and 8.9), ${decisions.length} decisions, ${forms.length} forms: no finding`,
  )
