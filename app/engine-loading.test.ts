import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from '@jest/globals'

const run = promisify(execFile)

/* In a process of its own: every module that loading a file asks for is told, whichever kind it is. */
const LOADING = `
import { registerHooks } from 'node:module'
const loaded = new Set()
registerHooks({ load(url, context, next) { loaded.add(url); return next(url, context) } })
await import(process.argv[1])
console.log([...loaded].filter((url) => url.includes('/@camunda8/')).length)
`
async function sdkModulesOf(file: string): Promise<number> {
  const path = join(import.meta.dirname, file)
  const asked = ['--no-warnings', '--input-type=module', '-e', LOADING, path]
  return Number((await run(process.execPath, asked)).stdout)
}

it('the application loads nothing of the SDK of Camunda before it opens a Camunda', async () => {
  expect(await sdkModulesOf('application.ts')).toBe(0)
})

it('what opens a Camunda does load it, so that the count above means something', async () => {
  expect(await sdkModulesOf('../engine/camunda/engine.ts')).toBeGreaterThan(10)
})
