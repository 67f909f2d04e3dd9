import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** A question about a call as it is shown; who asked only to whom may know it, and none without an answer to others. */
interface ShownQuestion {
  id: string
  text: string
  askedAt: Date
  answer: string | null
  answeredAt: Date | null
  /** What the answer said since, oldest first: the last one counts. */
  amendments: { text: string; amendedAt: string }[]
  askerName: string | null
  bodyName: string | null
}

interface QuestionsAsked extends PageAsked {
  text?: string | undefined
}

const QUESTIONS = `
select q.id, q.text, q.asked_at as "askedAt", q.answer, q.answered_at as "answeredAt",
       (select coalesce(jsonb_agg(jsonb_build_object('text', m.text, 'amendedAt', m.amended_at) order by m.version), '[]')
          from answer_amendments m where m.question_id = q.id) as amendments,
       (select p.display_name from persons p where p.id = q.asked_by) as "askerName", (select b.name from bodies b where b.id = q.body_id) as "bodyName"
  from known_questions q where q.call_id = :callId`

/** Questions about calls with their answers, for anybody. */
export function createQuestionReadModel(asViewer: AsViewer) {
  return {
    /** A page of a call's, last asked first. */
    ofCall: (
      viewer: Viewer,
      callId: string,
      { text, ...page }: QuestionsAsked = {},
    ): Promise<Page<ShownQuestion>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['questions', callId],
            rows: QUESTIONS,
            values: { callId },
            filters: { text: [contains('q.text', 'q.answer'), text] },
            order: { '"askedAt"': 'instant', id: 'text' },
            direction: 'desc',
          },
          page,
        ),
      ),
  }
}
