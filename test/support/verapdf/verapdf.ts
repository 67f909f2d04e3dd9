import { execFile } from 'node:child_process'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { exists } from '../../../local/machine.ts'
import { LOCAL_DIR } from '../../../local/settings.ts'
import { SetupError } from '../../../local/setup-error.ts'
import { findJava, findMaven } from './java.ts'

const VERSION = '1.28.2'
const OUTPUT_BYTES = 64 * 1024 * 1024
const run = promisify(execFile)
const jarsDir = join(LOCAL_DIR, 'parts', `verapdf-${VERSION}`)

/** Why PDF/A cannot be validated on this machine, in one sentence; null when it can. */
export async function missingForVerapdf(): Promise<string | null> {
  try {
    await findJava()
    if (!(await exists(jarsDir))) await findMaven()
    return null
  } catch (error) {
    if (error instanceof SetupError) return error.message
    throw error
  }
}

/** What veraPDF says of each file, asked for PDF/A-2a: one line a file. Throws SetupError without a JDK or Maven. */
export async function validatePdfA(files: readonly string[]): Promise<string> {
  const java = await findJava()
  if (!(await exists(jarsDir))) await fetchJars(java.home)
  const main = ['-cp', join(jarsDir, '*'), 'org.verapdf.apps.GreenfieldCliWrapper']
  const found = run(java.executable, [...main, '-f', '2a', '--format', 'text', '-v', ...files])
  // veraPDF ends with a failure when a file fails, and still says which.
  return (await found.catch((failed: unknown) => failed as { stdout: string })).stdout
}

async function fetchJars(javaHome: string): Promise<void> {
  const maven = await findMaven()
  // A folder of its own, renamed when whole: a fetch that was interrupted is never taken for a finished one.
  const unfinished = `${jarsDir}.${process.pid}.part`
  await mkdir(unfinished, { recursive: true })
  const pom = join(import.meta.dirname, 'pom.xml')
  const asked = [`-DpartVersion=${VERSION}`, `-DpartDirectory=${unfinished}`]
  try {
    await run(maven, ['-B', '-q', '-f', pom, ...asked, 'dependency:copy-dependencies'], {
      env: { ...process.env, JAVA_HOME: javaHome },
      maxBuffer: OUTPUT_BYTES,
    })
    await rename(unfinished, jarsDir)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if (!(await exists(jarsDir))) throw error
  }
}
