import type { Knex } from 'knex'

/** Whose terms an address gives, in which function. */
interface CalendarFeed {
  personId: string
  functionId: string
}

/** Private addresses of calendars, one for each function of a person, known by the hash of their token. */
export function createCalendarFeedStore(tx: Knex) {
  return {
    /** Makes the address of a function; the one before it is over. */
    async make({ personId, functionId }: CalendarFeed, { token, at }: { token: string; at: Date }) {
      await tx('calendar_feeds')
        .insert({ function_id: functionId, person_id: personId, token_sha256: token, made_at: at })
        .onConflict('function_id')
        .merge()
    },

    /** Null for an address that never was, or is over. */
    async find(token: string): Promise<CalendarFeed | null> {
      const found = await tx('calendar_feeds')
        .where({ token_sha256: token })
        .first<CalendarFeed | undefined>({ personId: 'person_id', functionId: 'function_id' })
      return found ?? null
    },

    /** When the address of a function was made; null where it has none. */
    async madeAt(functionId: string): Promise<Date | null> {
      const found = await tx('calendar_feeds').where({ function_id: functionId }).first('made_at')
      return found?.made_at ?? null
    },

    async revoke(functionId: string): Promise<void> {
      await tx('calendar_feeds').where({ function_id: functionId }).delete()
    },

    /** Ends those of all functions of a person. */
    async revokeAllOf(personId: string): Promise<void> {
      await tx('calendar_feeds').where({ person_id: personId }).delete()
    },
  }
}
