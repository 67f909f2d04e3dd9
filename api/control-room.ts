import { z } from 'zod'
import { MOST_LINES } from '../documents/cycle/instance-table.ts'
import { listInstances } from '../use-cases/cycle/list-instances.ts'
import { tableStageTimes, tableTaskTimes } from '../use-cases/cycle/table-times.ts'
import { OFFICES } from '../domain/shared/roles.ts'
import { localDateSchema, yearSchema } from '../domain/shared/local-date.ts'
import { tasks } from '../tasks/registry.ts'
import { fileContent, instant } from './answers.ts'
import { listQuery, pageAnswer } from './paging.ts'
import { instanceFilters } from './process-view.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'
import { countProcesses, toldByEngine, watchedProcesses } from './watched-processes.ts'
import { MOST_COUNTED } from '../db/cycle/process-read-model.ts'

const tag = 'Sala di controllo'
const who = OFFICES
const state = z.enum(['ACTIVE', 'COMPLETED', 'TERMINATED'])

/** By what the instances of all cycles are filtered. */
export const watchedFilters = {
  ...{ process: instanceFilters.process, state },
  element: z.enum(tasks.map((one) => one.element)).describe('Un’attività aperta di questo passo'),
  term: z.enum(['LATE']).describe('Un’attività aperta il cui termine è passato'),
  from: localDateSchema.describe('Iniziate da questo giorno'),
  until: localDateSchema.describe('Iniziate fino a questo giorno compreso'),
  text: instanceFilters.text,
}

/** What figures are asked for: a year, or every one. */
export const figuresQuery = z.strictObject({
  year: z.coerce.number('L’anno è un numero intero.').pipe(yearSchema).optional(),
})

const counted = z
  .int()
  .max(MOST_COUNTED + 1)
  .describe(`Contate fino a ${MOST_COUNTED}: una di più dice che ce ne sono altre`)

/** All cycles at once, for whoever watches them: processes with their numbers, instances found by process, state, cycle and project. */
export const controlRoomRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/processes',
    summary:
      'I processi di tutti i cicli: versioni, istanze in corso e concluse, passi fermi, da quando vive la più vecchia e aspetta un’attività',
    tag,
    who,
    answer: z.object({
      processes: z.array(
        z.object({
          ...{ processId: z.string(), title: z.string(), living: counted, ended: counted },
          oldestAt: instant.nullable(),
          waitingSince: instant.nullable().describe('Da quando è aperta l’attività che aspetta da più tempo'),
          versions: z.array(z.int()).nullable().describe('null: il motore non risponde'),
          stopped: z.int().nullable().describe('Passi fermi per errore; null: il motore non risponde'),
        }),
      ),
    }),
    handle: async (context) => {
      const counts = await countProcesses(context.reads.processes, context.actor)
      return { processes: watchedProcesses(counts, await toldByEngine(context)) }
    },
  }),
  route({
    method: 'get',
    path: '/api/instances',
    summary: "Le istanze dei processi di tutti i cicli, dall'ultima iniziata",
    tag,
    who,
    query: listQuery(watchedFilters),
    answer: pageAnswer(
      z.object({
        ...{ key: z.string(), processId: z.string(), about: z.string().nullable(), state },
        ...{ cycleId: z.string(), cycleCode: z.string(), seenAt: instant, endedAt: instant.nullable() },
        waits: z
          .array(z.object({ element: z.string(), count: z.int(), dueAt: instant.nullable() }))
          .describe('Le attività aperte che chi legge può conoscere, per passo, con il primo termine'),
      }),
    ),
    handle: ({ reads, actor, query }) => reads.processes.everywhere(actor, query),
  }),
  route({
    method: 'get',
    path: '/api/instances/file',
    summary: `L’elenco delle istanze come tabella (CSV), al massimo ${MOST_LINES} righe`,
    tag,
    who,
    limit: 'DOWNLOAD',
    query: z.strictObject(z.object(watchedFilters).partial().shape),
    answer: fileContent,
    files: ['text/csv'],
    handle: ({ look, query }) => look(listInstances, query),
  }),
  route({
    method: 'get',
    path: '/api/stage-times/file',
    summary: 'Quanto sono durate le fasi dei cicli, e dove è andato il tempo (art. 6), come tabella (CSV)',
    tag,
    who,
    limit: 'DOWNLOAD',
    query: figuresQuery,
    answer: fileContent,
    files: ['text/csv'],
    handle: ({ look, query }) => look(tableStageTimes, query),
  }),
  route({
    method: 'get',
    path: '/api/task-times/file',
    summary:
      'Quanto le attività completate hanno atteso e sono state in mano, per fase e funzione, come tabella (CSV)',
    tag,
    who,
    limit: 'DOWNLOAD',
    query: figuresQuery,
    answer: fileContent,
    files: ['text/csv'],
    handle: ({ look, query }) => look(tableTaskTimes, query),
  }),
]
