import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { sourcesOf } from './sources.ts'

const IMPORT = /\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+\.ts)'/g

const importsOf = ([file, text]: [string, string]): [string, string[]] => [
  file,
  [...text.matchAll(IMPORT)].map(([, path = '']) => normalize(join(dirname(file), path))),
]

/* Each circle once, from the file where the walk met it. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
      return
    }
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) walk(next, [...way, file])
    done.add(file)
  }
  for (const file of graph.keys()) walk(file, [])
  return circles
}

describe('imports', () => {
  const graph = new Map([...sourcesOf('', /\.ts$/)].map(importsOf))

  it('go round in no circle, those of types included', () => {
    expect(graph.size).toBeGreaterThan(800)
    expect(circlesOf(graph)).toEqual([])
  })

  it('are seen to go round when they do', () => {
    const round = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
    ])
    expect(circlesOf(round)).toEqual(['a → b → c → a'])
  })
})
