import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import { noteSheetReading } from '../use-cases/evaluation/note-sheet-reading.ts'
import { loadSittingDraft } from '../use-cases/meeting/load-sitting.ts'
import { previewMinutes } from '../use-cases/meeting/preview-minutes.ts'
import { fileContent } from './answers.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const params = z.object({ id: z.string().max(40) })
const who = ['PROCESS_OWNER', 'COMMITTEE_MEMBER'] as const
const tag = 'Riunioni'

/** The minutes of a sitting while it is recorded, by who may record it (art. 5, 7). */
export const minutesPreviewRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/work-items/{id}/minutes',
    summary:
      'Il verbale come sarebbe con ciò che si è scritto e salvato della seduta, con il segno di bozza su ogni pagina; chi lo chiede ha letto punti e motivazioni (art. 5, 6)',
    tag,
    who,
    params,
    answer: fileContent,
    files: ['application/pdf'],
    async handle({ look, run, params: { id } }) {
      const written = await look(loadSittingDraft, { id })
      if (written.callId !== null) await run(noteSheetReading, { callId: written.callId })
      const { minutes } = await run(previewMinutes, written)
      return { file: { content: minutes, fileName: 'verbale-bozza.pdf', mediaType: 'application/pdf' } }
    },
  }),
  route({
    method: 'get',
    path: '/api/work-items/{id}/minutes-annex',
    summary:
      'Lo stesso dell’allegato riservato, per chi presiede e il responsabile del procedimento (art. 5)',
    tag,
    who,
    params,
    answer: fileContent,
    files: ['application/pdf'],
    async handle({ look, run, params: { id } }) {
      const written = await look(loadSittingDraft, { id })
      const annex = found('DOCUMENT', id, (await run(previewMinutes, written)).annex)
      return {
        file: { content: annex, fileName: 'allegato-riservato-bozza.pdf', mediaType: 'application/pdf' },
      }
    },
  }),
]
