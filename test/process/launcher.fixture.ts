// What the guard's test runs and kills: a launcher with its parts, and the smallest application.
// Its first line of output that is JSON tells its own and the guard's process.
import { join } from 'node:path'
import { z } from 'zod'
import { interruptionSignal } from '../../local/interruption.ts'
import { runSupervised, startLocal } from '../../local/launcher.ts'

const asked = z.object({ DATA_DIR: z.string(), PORT_OFFSET: z.coerce.number() }).parse(process.env)

const signal = interruptionSignal()
const progress = (line: string) => console.log(line)
const parts = await startLocal({
  instance: { name: 'test-guard', dataDir: asked.DATA_DIR, portOffset: asked.PORT_OFFSET },
  postgres: true,
  mail: true,
  region: { callbackToken: 'test' },
  progress,
  signal,
})
console.log(JSON.stringify({ launcher: process.pid, guard: parts.guard.pid, parent: process.ppid }))
const app = { file: join(import.meta.dirname, 'app.fixture.ts'), args: [], env: {} }
process.exitCode = await runSupervised(parts, app, { signal, progress })
process.exit()
