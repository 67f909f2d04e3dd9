import type { FoundInstance, InstanceReads } from '../domain/process/instance-reads.ts'

/** Where a process stands still, in one sentence for people. */
export interface EngineIncident {
  key: string
  processInstanceKey: string
  elementId: string
  /** The job that stopped, or null where the engine itself could not go on. */
  jobKey: string | null
  code: string
  sentence: string
  createdAt: Date
}

/* A variable by which instances are known that no job has told of yet. */
interface KnownBy {
  name: string
  value: string
}

/** What is shown of the engine: instances, where tokens wait or failed, the way they took, and where Operate is. */
export interface EngineView extends InstanceReads {
  tokens: (
    processInstanceKey: string,
  ) => Promise<readonly { elementId: string; active: number; incidents: number }[]>
  incidents: (processInstanceKey: string) => Promise<readonly EngineIncident[]>
  /** The oldest that are open, of instances known by the variable where one is told; of any where the engine cannot tell. */
  openIncidents: (most: number, variable?: KnownBy) => Promise<readonly EngineIncident[]>
  path: (
    processInstanceKey: string,
  ) => Promise<
    readonly { elementId: string; kind: 'ELEMENT' | 'FLOW'; completed: number; terminated: number }[]
  >
  /** Null while the engine shows no such instance. */
  instance: (processInstanceKey: string) => Promise<FoundInstance | null>
  /** Instances with these keys, and all that belong to them. */
  family: (
    processInstanceKeys: readonly string[],
  ) => Promise<readonly { key: string; processId: string; startedAt: Date }[]>
  /** Every version of every process that was deployed. */
  versions: () => Promise<readonly { processId: string; version: number }[]>
  /** Null while the engine shows no such instance. */
  versionOf: (processInstanceKey: string) => Promise<number | null>
  /** The elements ahead of an instance that another version of its process has otherwise; null where the engine does not tell. */
  changedAhead: (asked: {
    processInstanceKey: string
    processId: string
    version: number
  }) => Promise<readonly string[] | null>
  /** Whether the instance is known by the variable. */
  holds: (processInstanceKey: string, variable: KnownBy) => Promise<boolean>
  /** Null where the engine has no Operate. */
  operateUrl: string | null
}
