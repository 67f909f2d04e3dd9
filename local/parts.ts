import { spawn } from 'node:child_process'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { findMaven, type Java } from './java.ts'
import { assertRoom, exists } from './machine.ts'
import { LOCAL_DIR, VERSIONS } from './settings.ts'
import { SetupError } from './setup-error.ts'

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

/** Fetches Camunda once and returns its folder, the one with bin/ and lib/. Throws SetupError. */
export async function fetchCamunda(java: Java, progress: Progress): Promise<string> {
  return join(await fetchPart(CAMUNDA, java, progress), `camunda-zeebe-${VERSIONS.camunda}`)
}

/** Fetches OpenSearch once and returns the folder of its jars. Throws SetupError. */
export async function fetchOpensearch(java: Java, progress: Progress): Promise<string> {
  return fetchPart(OPENSEARCH, java, progress)
}

/** Fetches the PDF/A validator once and returns the folder of its jars. Throws SetupError. */
export async function fetchVerapdf(java: Java, progress: Progress): Promise<string> {
  return fetchPart(VERAPDF, java, progress)
}

async function fetchPart(part: Part, java: Java, progress: Progress): Promise<string> {
  const target = join(LOCAL_DIR, 'parts', `${part.profile}-${part.version}`)
  if (await exists(target)) return target
  await assertRoom(dirname(target), part.megabytes)
  const maven = await findMaven()
  progress(`${part.title} ${part.version}: fetching, once (up to ${part.megabytes} MB of disk)…`)
  // A folder of its own, renamed when whole: a fetch that was interrupted is never taken for a finished one.
  const unfinished = `${target}.${process.pid}.part`
  await rm(unfinished, { recursive: true, force: true })
  try {
    await runMaven({ maven, java, args: mavenArguments(part, unfinished), progress, title: part.title })
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

type MavenRun = { maven: string; java: Java; args: string[]; progress: Progress; title: string }

async function runMaven({ maven, java, args, progress, title }: MavenRun): Promise<void> {
  const child = spawn(maven, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, JAVA_HOME: java.home },
  })
  const lines = createInterface({ input: child.stdout })
  let problem = ''
  lines.on('line', (line) => {
    const fetched = /Download(?:ing|ed) from \S+ \S*\/([^/\s]+\.(?:jar|tar\.gz))(.*)$/.exec(line)
    if (fetched) progress(`${title}: ${fetched[1]}${fetched[2]}`)
    if (problem === '' && line.startsWith('[ERROR]')) problem = line.slice('[ERROR] '.length)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  if (code !== 0)
    throw new SetupError(
      `${title} could not be fetched with Maven: ${problem || `mvn ended with ${code}`} Check the network and the proxy or mirror in Maven's settings, then start again.`,
    )
}
