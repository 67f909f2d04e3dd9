import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { findJava, findMaven } from './java.ts'
import { SetupError } from '../../../local/setup-error.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concilia-java-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function installJava(name: string, version: string): Promise<string> {
  const bin = join(folder, name, 'bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, 'java'), `#!/bin/sh\necho 'openjdk version "${version}" 2025-01-01' >&2\n`)
  await chmod(join(bin, 'java'), 0o755)
  return join(folder, name)
}

describe('findJava', () => {
  it('takes JAVA_HOME before PATH and the usual folders', async () => {
    const home = await installJava('named/jdk', '21.0.4')
    await installJava('usual/jdk', '25')
    const java = await findJava({ env: { JAVA_HOME: home, PATH: '' }, jdkFolders: [join(folder, 'usual')] })
    expect(java).toMatchObject({ home, version: 21 })
  })

  it('passes over a JAVA_HOME that is too old and finds a newer one in the usual folders', async () => {
    const old = await installJava('old/jdk', '1.8.0_402')
    const home = await installJava('usual/jdk', '25.0.1')
    const java = await findJava({
      env: { JAVA_HOME: old, PATH: join(old, 'bin') },
      jdkFolders: [join(folder, 'usual')],
    })
    expect(java).toMatchObject({ home, version: 25 })
  })

  it('says in one line that there is no JDK and what to do', async () => {
    const search = findJava({ env: { PATH: folder }, jdkFolders: [folder] })
    await expect(search).rejects.toThrow(SetupError)
    await expect(search).rejects.toThrow(
      /^A JDK 21 or newer is needed \(none was found\): install one, or set JAVA_HOME to its folder\.$/,
    )
  })

  it('says which JDK it found when all are too old', async () => {
    const old = await installJava('usual/jdk', '17.0.15')
    const search = findJava({ env: { PATH: join(old, 'bin') }, jdkFolders: [] })
    await expect(search).rejects.toThrow(`${join(old, 'bin', 'java')} is 17`)
  })
})

describe('findMaven', () => {
  it('finds mvn on the PATH', async () => {
    await writeFile(join(folder, 'mvn'), '')
    expect(await findMaven({ env: { PATH: folder }, jdkFolders: [] })).toBe(join(folder, 'mvn'))
  })

  it('says in one line that there is no Maven and what to do', async () => {
    const search = findMaven({ env: { PATH: folder }, jdkFolders: [] })
    await expect(search).rejects.toThrow(SetupError)
    await expect(search).rejects.toThrow(
      /^Maven is needed to fetch the validator and none was found: install it .*MAVEN_HOME\.$/,
    )
  })
})
