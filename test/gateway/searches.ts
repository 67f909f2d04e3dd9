import type { Knex } from 'knex'
import { z } from 'zod'
import type { EmbeddedEngine } from '../../engine/embedded/engine.ts'
import type { Incident } from '../../engine/port.ts'
import { elementsOf, processVersions, withOpenIncidents } from './engine-rows.ts'
import type { DeployedRow, ElementRow } from './engine-rows.ts'
import { Refused } from './gate.ts'
import { calledBy, instancesOf, jobRowsOf, subscriptionRowsOf, variableRowsOf } from './instance-rows.ts'
import type { InstanceRow, JobRow, SubscriptionRow, VariableRow } from './instance-rows.ts'
import { inner } from './keys.ts'
import type { Asked, Found, Shape, TaskRow } from './shape.ts'

export interface SearchParts {
  engine: EmbeddedEngine
  knex: Knex
  shape: Pick<Shape, 'listsProcess'>
}

export type Searches = ReturnType<typeof createSearches>

/** Everything that can be searched, by key and page by page. */
export function createSearches({ engine, knex, shape }: SearchParts) {
  return {
    async tasks(asked: Asked): Promise<Found<TaskRow>> {
      const states = asked.state === null ? taskStates : [z.enum(taskStates).parse(asked.state)]
      const instanceKey = needed(asked.instanceKey)
      const found = states.map(async (state) =>
        (await engine.userTasks(instanceKey, state)).map(({ userTaskKey: key, ...task }) => ({
          ...{ ...task, key, state, instanceKey },
        })),
      )
      return pageOf((await Promise.all(found)).flat(), asked)
    },
    async elements(asked: Asked): Promise<Found<ElementRow>> {
      const all = await elementsOf(knex, needed(asked.instanceKey))
      return pageOf(
        all.filter(
          ({ key, kind, state }) =>
            (shape.listsProcess || kind !== 'PROCESS') &&
            (asked.elementKey === null || key === inner(asked.elementKey)) &&
            (asked.state === null || state === asked.state),
        ),
        asked,
      )
    },
    async incidents(asked: Asked): Promise<Found<Incident>> {
      if (asked.state !== null && asked.state !== 'ACTIVE') return pageOf<Incident>([], asked)
      const keys = asked.instanceKey === null ? await withOpenIncidents(knex) : [inner(asked.instanceKey)]
      return pageOf((await Promise.all(keys.map((key) => engine.incidents(key)))).flat(), asked)
    },
    async instances(asked: Asked): Promise<Found<InstanceRow>> {
      const { instanceKeys, parentKey } = asked
      const rows =
        parentKey === null
          ? await instancesOf(knex, instanceKeys.map(needed))
          : await calledBy(knex, needed(parentKey))
      return pageOf(rows, asked)
    },
    variables: async (asked: Asked): Promise<Found<VariableRow>> =>
      pageOf(await variableRowsOf(knex, needed(asked.instanceKey)), asked),
    jobs: async (asked: Asked): Promise<Found<JobRow>> =>
      pageOf(await jobRowsOf(knex, needed(asked.instanceKey)), asked),
    messages: async (asked: Asked): Promise<Found<SubscriptionRow>> =>
      pageOf(await subscriptionRowsOf(knex, needed(asked.instanceKey)), asked),
    definitions: async (asked: Asked): Promise<Found<DeployedRow>> =>
      pageOf(await processVersions(knex), asked),
  }
}

const taskStates = ['CREATED', 'COMPLETED', 'CANCELED'] as const

function needed(instanceKey: string | null): string {
  if (instanceKey === null) throw new Refused('INVALID_ARGUMENT', 'this gateway searches by process instance')
  return inner(instanceKey)
}

function pageOf<T extends { key: string }>(all: readonly T[], { limit, after }: Asked): Found<T> {
  const sorted = [...all].sort((one, other) => (BigInt(one.key) < BigInt(other.key) ? -1 : 1))
  const rest = sorted.filter(({ key }) => after === null || BigInt(key) > BigInt(after))
  return { items: rest.slice(0, limit), total: sorted.length }
}
