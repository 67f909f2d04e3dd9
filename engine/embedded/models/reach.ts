import type { Client } from '../database.ts'
import { StepFault } from '../interpreter/faults.ts'
import type { ProcessModel } from './model.ts'
import type { Versions } from './versions.ts'

export interface Version {
  kind: 'PROCESS' | 'DECISION'
  key: string
}
type Reader = Pick<Client, 'query'>

/** Visits these versions and all that they lead to, each once; a visit says to which others its version leads. */
export async function reachFrom(
  versions: readonly Version[],
  visit: (version: Version) => Promise<readonly Version[]>,
): Promise<void> {
  const open = [...versions]
  const seen = new Set<string>()
  for (let version = open.pop(); version !== undefined; version = open.pop()) {
    if (seen.has(version.key)) continue
    seen.add(version.key)
    open.push(...(await visit(version)))
  }
}

/** The processes and decisions that a process would call now, in the versions that it would get. */
export async function calledFrom(
  reader: Reader,
  versions: Versions,
  { key: caller, model }: { key: string; model: ProcessModel },
): Promise<Version[]> {
  const called: Version[] = []
  for (const { call, decision } of model.elements.values()) {
    const process = call && { ...{ kind: 'PROCESS' as const, id: call.processId }, ...call }
    const asked = decision && { ...{ kind: 'DECISION' as const, id: decision.decisionId }, ...decision }
    for (const one of [process, asked]) {
      if (one === null) continue
      const { kind, id, binding } = one
      const key = await boundNow(versions.bound(reader, kind, { id, binding, caller }))
      if (key !== null) called.push({ kind, key })
    }
  }
  return called
}

/* One that is not deployed now runs nothing now. */
function boundNow(bound: Promise<string>): Promise<string | null> {
  return bound.catch((error: unknown) => {
    if (error instanceof StepFault) return null
    throw error
  })
}
