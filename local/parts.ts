import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Guard, HeldPart } from './guard-client.ts'
import { findMaven, type Java } from './java.ts'
import { assertRoom, exists } from './machine.ts'
import { VERSIONS } from './settings.ts'
import { SetupError } from './setup-error.ts'

const LOOK_EVERY_MS = 300

type Part = {
  profile: 'camunda' | 'opensearch' | 'verapdf'
  title: string
  version: string
  megabytes: number
}

const CAMUNDA: Part = { profile: 'camunda', title: 'Camunda', version: VERSIONS.camunda, megabytes: 1500 }
const OPENSEARCH: Part = {
  profile: 'opensearch',
  title: 'OpenSearch',
  version: VERSIONS.opensearchRunner,
  megabytes: 300,
}
const VERAPDF: Part = { profile: 'verapdf', title: 'veraPDF', version: VERSIONS.verapdf, megabytes: 100 }

/** What tells people how a start is going, one line at a time. */
export type Progress = (line: string) => void

/** What a fetch works with: the guard holds Maven too, so that it ends with the launcher. */
export type Fetching = { guard: Guard; java: Java; partsDir: string; progress: Progress }

/** Fetches Camunda once and returns its folder, the one with bin/ and lib/. Throws SetupError. */
export async function fetchCamunda(fetching: Fetching): Promise<string> {
  return join(await fetchPart(CAMUNDA, fetching), `camunda-zeebe-${VERSIONS.camunda}`)
}

/** Fetches OpenSearch once and returns the folder of its jars. Throws SetupError. */
export async function fetchOpensearch(fetching: Fetching): Promise<string> {
  return fetchPart(OPENSEARCH, fetching)
}

/** Fetches the PDF/A validator once and returns the folder of its jars. Throws SetupError. */
export async function fetchVerapdf(fetching: Fetching): Promise<string> {
  return fetchPart(VERAPDF, fetching)
}

async function fetchPart(part: Part, fetching: Fetching): Promise<string> {
  const { progress, partsDir } = fetching
  const target = join(partsDir, `${part.profile}-${part.version}`)
  if (await exists(target)) return target
  await assertRoom(partsDir, part.megabytes)
  await removeAbandoned(partsDir, basename(target))
  const maven = await findMaven()
  progress(`${part.title} ${part.version}: fetching, once (up to ${part.megabytes} MB of disk)…`)
  // A folder of its own, renamed when whole: a fetch that was interrupted is never taken for a finished one.
  const unfinished = `${target}.${process.pid}.part`
  try {
    await runMaven({ ...fetching, maven, args: mavenArguments(part, unfinished), part, log: `${target}.log` })
    await rename(unfinished, target)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if (!(await exists(target))) throw error
  }
  progress(`${part.title} ${part.version}: fetched`)
  return target
}

function mavenArguments(part: Part, folder: string): string[] {
  const goal = part.profile === 'camunda' ? 'dependency:unpack' : 'dependency:copy-dependencies'
  const pom = join(import.meta.dirname, 'pom.xml')
  return [
    '-B',
    '-f',
    pom,
    `-P${part.profile}`,
    `-DpartVersion=${part.version}`,
    `-DpartDirectory=${folder}`,
    goal,
  ]
}

// A fetch that was killed leaves its folder, and its process number says whose it was.
async function removeAbandoned(partsDir: string, part: string): Promise<void> {
  const [start, end] = [`${part}.`, '.part']
  for (const name of await readdir(partsDir)) {
    if (!name.startsWith(start) || !name.endsWith(end)) continue
    if (!isRunning(Number(name.slice(start.length, -end.length))))
      await rm(join(partsDir, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

type MavenRun = Fetching & { maven: string; args: string[]; part: Part; log: string }

async function runMaven({
  guard,
  java,
  maven,
  args,
  progress,
  part: { title },
  log,
}: MavenRun): Promise<void> {
  const run = await guard.start({
    title: `Maven for ${title}`,
    command: maven,
    args,
    env: { ...givenEnvironment(), JAVA_HOME: java.home },
    cwd: dirname(log),
    user: null,
    logFile: log,
    stopSignal: 'SIGTERM',
    graceMs: 2000,
  })
  const problem = await tellLines(run, log, (line) => {
    const fetched = /Download(?:ing|ed) from \S+ \S*\/([^/\s]+\.(?:jar|tar\.gz))(.*)$/.exec(line)
    if (fetched) progress(`${title}: ${fetched[1]}${fetched[2]}`)
  })
  const { code } = await run.ended
  if (code !== 0)
    throw new SetupError(
      `${title} could not be fetched with Maven: ${problem ?? `mvn ended with ${code}`} Check the network and the proxy or mirror in Maven's settings, then start again.`,
    )
}

function givenEnvironment(): Record<string, string> {
  const given = Object.entries(process.env)
  return Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/* Reads what Maven writes as it comes, until it ends; gives its first error. */
async function tellLines(run: HeldPart, log: string, tell: (line: string) => void): Promise<string | null> {
  let told = 0
  for (;;) {
    const isLast = run.hasEnded()
    const lines = (await readFile(log, 'utf8')).split('\n').slice(0, -1)
    for (const line of lines.slice(told)) tell(line)
    if (isLast) return lines.find((line) => line.startsWith('[ERROR]'))?.slice('[ERROR] '.length) ?? null
    told = lines.length
    await pause(LOOK_EVERY_MS)
  }
}
