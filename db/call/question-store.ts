import type { Knex } from 'knex'

/* What a body asks about a call, and what is answered. */
interface Question {
  id: string
  callId: string
  bodyId: string
  askedBy: string
  text: string
  askedAt: Date
  answer: string | null
  answeredBy: string | null
}

const columns = {
  id: 'id',
  callId: 'call_id',
  bodyId: 'body_id',
  askedBy: 'asked_by',
  text: 'text',
  askedAt: 'asked_at',
  answer: 'answer',
  answeredBy: 'answered_by',
} as const

/** Questions about calls and their answers. */
export function createQuestionStore(tx: Knex) {
  return {
    /** A question of that call, held until the commit; null where it has none. */
    async hold(callId: string, id: string): Promise<Question | null> {
      const row = await tx('call_questions')
        .where({ id, call_id: callId })
        .forUpdate()
        .first<Question | undefined>(columns)
      return row ?? null
    },

    /** How many a body has asked about a call, but for one. */
    async countOthers(callId: string, bodyId: string, id: string): Promise<number> {
      const [found] = await tx('call_questions')
        .where({ call_id: callId, body_id: bodyId })
        .whereNot({ id })
        .count<{ count: number }[]>()
      return found?.count ?? 0
    },

    /** Records a question; false when it is there already. */
    async ask(question: Omit<Question, 'answer' | 'answeredBy'>): Promise<boolean> {
      const asked = await tx('call_questions')
        .insert({
          id: question.id,
          call_id: question.callId,
          body_id: question.bodyId,
          asked_by: question.askedBy,
          text: question.text,
          asked_at: question.askedAt,
        })
        .onConflict('id')
        .ignore()
        .returning('id')
      return asked.length === 1
    },

    /** How many amendments an answer has, and what it says now. */
    async saidNow(id: string): Promise<{ amendments: number; text: string | null }> {
      const last = await tx('answer_amendments')
        .where({ question_id: id })
        .orderBy('version', 'desc')
        .first('version', 'text')
      return { amendments: last?.version ?? 0, text: last?.text ?? null }
    },

    /** Puts an answer right, as its next version. */
    async amend(
      id: string,
      { version, text, by, at }: { version: number; text: string; by: string; at: Date },
    ): Promise<void> {
      const amended = { question_id: id, version, text, amended_by: by, amended_at: at }
      await tx('answer_amendments').insert(amended)
    },

    /** Publishes the answer to a question that has none. */
    async answer(id: string, { text, by, at }: { text: string; by: string; at: Date }): Promise<void> {
      await tx('call_questions').where({ id }).update({ answer: text, answered_by: by, answered_at: at })
    },
  }
}
