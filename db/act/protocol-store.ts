import type { Knex } from 'knex'
import { localDateOf } from '../../domain/shared/terms.ts'

export interface Registration {
  direction: 'IN' | 'OUT'
  subject: string
  correspondent: string
  fileSha256: string | null
  /** What is registered: the same reference and direction always read the same number. */
  referenceId: string
  at: Date
}

const PROTOCOL_LOCK = 445

/** The local protocol register (DPR 445/2000 art. 53): numbers without gaps within the year, in Rome's calendar. */
export function createProtocolStore(tx: Knex) {
  return {
    /** Registers once; returns `year/number`, e.g. `2027/0000123`. Registrations of a year wait for one another. */
    async register(registration: Registration): Promise<string> {
      const year = Number(localDateOf(registration.at).slice(0, 4))
      await tx.raw('select pg_advisory_xact_lock(?, ?)', [PROTOCOL_LOCK, year])
      const known = await tx('protocol_register')
        .where({ reference_id: registration.referenceId, direction: registration.direction })
        .first<{ year: number; number: number } | undefined>('year', 'number')
      if (known) return protocolText(known.year, known.number)
      const last = await tx('protocol_register')
        .where({ year })
        .max<{ max: number | null }>({ max: 'number' })
        .first()
      const number = (last?.max ?? 0) + 1
      await tx('protocol_register').insert({
        year,
        number,
        direction: registration.direction,
        subject: registration.subject,
        correspondent: registration.correspondent,
        file_sha256: registration.fileSha256,
        registered_at: registration.at,
        reference_id: registration.referenceId,
      })
      return protocolText(year, number)
    },
  }
}

const protocolText = (year: number, number: number): string => `${year}/${String(number).padStart(7, '0')}`
