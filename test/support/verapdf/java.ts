import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { realpath } from 'node:fs/promises'
import { promisify } from 'node:util'
import { exists } from '../../../local/machine.ts'
import { SetupError } from '../../../local/setup-error.ts'

const run = promisify(execFile)
const NEEDED = 21

/** Where Java tools are looked for: environment variables, and folders that hold one JDK each in a subfolder. */
export type ToolSearch = { env: Readonly<Record<string, string | undefined>>; jdkFolders: readonly string[] }

/** A Java runtime: its executable, its home (for JAVA_HOME) and its feature version. */
export type Java = { executable: string; home: string; version: number }

/** The usual search: this process's environment and the usual folders of Linux and macOS. */
export function usualSearch(): ToolSearch {
  const home = homedir()
  return {
    env: process.env,
    jdkFolders: [
      '/usr/lib/jvm',
      '/usr/java',
      '/opt',
      '/opt/homebrew/opt',
      '/Library/Java/JavaVirtualMachines',
      join(home, '.sdkman/candidates/java'),
      join(home, '.jdks'),
    ],
  }
}

/** Finds a Java of the needed version or newer: JAVA_HOME, then PATH, then the usual folders. Throws SetupError. */
export async function findJava(search: ToolSearch = usualSearch()): Promise<Java> {
  const seen: string[] = []
  for (const candidate of await javaCandidates(search)) {
    if (!(await exists(candidate))) continue
    const executable = await realpath(candidate)
    const version = await javaVersion(executable)
    if (version >= NEEDED) return { executable, home: dirname(dirname(executable)), version }
    seen.push(`${candidate} is ${version || 'unreadable'}`)
  }
  const found = seen.length === 0 ? 'none was found' : [...new Set(seen)].join(', ')
  throw new SetupError(
    `A JDK ${NEEDED} or newer is needed (${found}): install one, or set JAVA_HOME to its folder.`,
  )
}

/** Finds Maven: MAVEN_HOME, then PATH. Throws SetupError. */
export async function findMaven(search: ToolSearch = usualSearch()): Promise<string> {
  const home = search.env['MAVEN_HOME']
  const places = [...(home ? [join(home, 'bin')] : []), ...pathFolders(search)]
  for (const place of places) if (await exists(join(place, 'mvn'))) return join(place, 'mvn')
  throw new SetupError(
    'Maven is needed to fetch the validator and none was found: install it (package maven) or set MAVEN_HOME.',
  )
}

async function javaCandidates(search: ToolSearch): Promise<string[]> {
  const home = search.env['JAVA_HOME']
  const named = [
    ...(home ? [join(home, 'bin', 'java')] : []),
    ...pathFolders(search).map((at) => join(at, 'java')),
  ]
  const installed: string[] = []
  for (const folder of search.jdkFolders) {
    const entries = await readdir(folder).catch(() => [])
    for (const entry of entries.toSorted().toReversed())
      installed.push(join(folder, entry, 'bin', 'java'), join(folder, entry, 'Contents/Home/bin/java'))
  }
  return [...named, ...installed]
}

function pathFolders(search: ToolSearch): string[] {
  return (search.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
}

async function javaVersion(executable: string): Promise<number> {
  const answer = await run(executable, ['-version']).catch(() => null)
  const match = /version "(?:1\.)?(\d+)/.exec(answer?.stderr ?? '')
  return Number(match?.[1] ?? 0)
}
