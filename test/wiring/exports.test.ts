import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { sourcesOf } from './sources.ts'

const EXPORT = /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm
const IMPORT = /\b(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'(\.{1,2}\/[^']+)'/g
/* A whole module, at once or when it is needed, and the types that the browser's code names in comments. */
const WHOLE = /(?:\*(?: as \w+)? from |\bimport\()'(\.{1,2}\/[^']+)'/g

/* What runs never asks for these. */
const FOR_TESTS: Readonly<Record<string, string>> = {
  'app/demo/network-ids.ts demoAccountId': 'the ids of the demo network are made in one place',
  'app/demo/network-ids.ts demoPersonId': 'the ids of the demo network are made in one place',
  'app/demo/network-ids.ts demoSeatId': 'the ids of the demo network are made in one place',
  'bpmn/read-models.ts readModels': 'what the models say is held against the code by tests alone',
  'db/sql/access.ts closed': 'a table that no right names has its reason there, which a test asks for',
}

const isTest = (file: string): boolean => /^test\/|\.(test|fixture)\.ts$/.test(file)

interface Uses {
  /** By file and name. */
  names: Map<string, string[]>
  whole: Map<string, string[]>
}

function usesIn(texts: ReadonlyMap<string, string>): Uses {
  const uses: Uses = { names: new Map(), whole: new Map() }
  const add = (list: Map<string, string[]>, key: string, file: string) =>
    list.set(key, [...(list.get(key) ?? []), file])
  for (const [file, text] of texts) {
    const at = (path: string): string => normalize(join(dirname(file), path))
    for (const [, names = '', path = ''] of text.matchAll(IMPORT))
      for (const name of names.split(',').map((one) => one.trim().replace(/^type | as .*$/g, '')))
        add(uses.names, `${at(path)} ${name}`, file)
    for (const [, path = ''] of text.matchAll(WHOLE)) add(uses.whole, at(path), file)
  }
  return uses
}

/* An export is imported by somebody, and something that runs needs it: another file, or its own with a test beside. */
function idleExports(texts: ReadonlyMap<string, string>): string[] {
  const { names, whole } = usesIn(texts)
  const idle = [...texts].flatMap(([file, text]) =>
    isTest(file) || file.startsWith('db/migrations')
      ? []
      : [...text.matchAll(EXPORT)].map(([, name = '']) => ({ file, name, text })),
  )
  return idle
    .filter(({ file, name, text }) => {
      const users = [...(names.get(`${file} ${name}`) ?? []), ...(whole.get(file) ?? [])]
      const isUsedHere = text.match(new RegExp(`\\b${name}\\b`, 'g'))!.length > 1
      return !users.some((user) => !isTest(user)) && !(users.length > 0 && isUsedHere)
    })
    .map(({ file, name }) => `${file} ${name}`)
}

describe('exports', () => {
  const texts = sourcesOf('', /(?<!\.d)\.(ts|js)$/)

  it('are needed by what runs and imported by another file, but for those that are there for tests', () => {
    expect(texts.size).toBeGreaterThan(800)
    expect(idleExports(texts).toSorted()).toEqual(Object.keys(FOR_TESTS))
  })

  it('are seen to be idle when nobody or only a test asks for them', () => {
    const some = new Map([
      [
        'a.ts',
        'export const kept = 1\nexport const own = kept\nexport type Tested = typeof own\nexport function idle() {}',
      ],
      ['b.ts', "import { kept as one, type Other } from './a.ts'\nexport const two = one"],
      ['a.test.ts', "import { own, type Tested } from './a.ts'"],
      ['c.js', "const { two } = await import('./b.ts')"],
    ])
    expect(idleExports(some)).toEqual(['a.ts Tested', 'a.ts idle'])
  })
})
