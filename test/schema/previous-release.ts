import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'

/* npm run test:previous: what the release before reads, in its own tests and by its own code, on the schema of today: while a
   release is put in place, both run on one database. It runs on today's packages. */
const ROOT = join(import.meta.dirname, '../..')
const READING = ['api/lists', 'api/answers', 'web/.*integration', 'evaluation/wall', 'expenditure/workbook']

const git = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('git', args, { cwd: ROOT })).stdout.trim()

/* The newest tag of a release before this commit; undefined before the first. */
async function previousRelease(): Promise<string | undefined> {
  const before = ['--merged', 'HEAD', '--no-contains', 'HEAD']
  const tags = await git('tag', '--list', 'v*', '--sort=-v:refname', ...before)
  return tags.split('\n').find((tag) => tag !== '')
}

/* Its tests find a server with the schema in it, and so bring up none and migrate nothing (test/support/start-postgres.ts). */
function readingTests(folder: string): Promise<number> {
  const jest = join(folder, 'node_modules/jest/bin/jest.js')
  const only = ['--selectProjects', 'integration', '--maxWorkers', '2', '--testPathPatterns', ...READING]
  const child = spawn(process.execPath, ['--experimental-vm-modules', jest, ...only], {
    cwd: folder,
    stdio: 'inherit',
  })
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}

async function check(tag: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'concilia-previous-'))
  const release = join(folder, 'release')
  await git('worktree', 'add', '--detach', release, tag)
  try {
    await symlink(join(ROOT, 'node_modules'), join(release, 'node_modules'))
    await startPostgres()
    try {
      return await readingTests(release)
    } finally {
      await stopPostgres()
    }
  } finally {
    await git('worktree', 'remove', '--force', release)
    await rm(folder, { recursive: true, force: true })
  }
}

const tag = await previousRelease()
if (tag === undefined) process.stdout.write('No release yet: nothing that read the schema before.\n')
else {
  process.stdout.write(`The reading tests of ${tag} on the schema of today.\n`)
  /* Said at once: the server's own hook would end the process with 0. */
  process.exit(await check(tag))
}
