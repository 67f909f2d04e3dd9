import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'

const RUN = join(import.meta.dirname, '../cycle/run.ts')
const PATIENCE_MS = 600_000

describe('a second network', () => {
  it(
    'plays its whole cycle by data alone: its own seats, terms, patron, criteria, conflicts and organs',
    async () => {
      const command = [RUN, '--network', 'valle-alta']
      const played = await promisify(execFile)(process.execPath, command, { maxBuffer: 50_000_000 })
      expect(played.stdout).toMatch(/\d+ rules hold, 0 broken\n$/)
    },
    PATIENCE_MS,
  )
})
