import type { Knex } from 'knex'
import { yearOf } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

interface Registration {
  /** Of what came in or went out: registered again it reads the same number. */
  id: string
  direction: 'IN' | 'OUT'
  subject: string
  correspondent: string
  fileSha256: string | null
  at: Date
}

const PROTOCOL_LOCK = 445

/** The local protocol register (DPR 445/2000 art. 53): numbers without gaps within the year, in Rome's calendar. */
export function createProtocolStore(tx: Knex) {
  return {
    /** Registers once; returns `year/number`, e.g. `2027/0000123`. Registrations of a year wait for one another. */
    async register(registration: Registration): Promise<string> {
      const year = yearOf(localDateOf(registration.at))
      await tx.raw('select pg_advisory_xact_lock(?, ?)', [PROTOCOL_LOCK, year])
      const known = await tx('protocol_register')
        .where({ id: registration.id })
        .first<{ year: number; number: number } | undefined>('year', 'number')
      if (known) return protocolText(known.year, known.number)
      const last = await tx('protocol_register')
        .where({ year })
        .max<{ max: number | null }>({ max: 'number' })
        .first()
      const number = (last?.max ?? 0) + 1
      await tx('protocol_register').insert({
        id: registration.id,
        year,
        number,
        direction: registration.direction,
        subject: registration.subject,
        correspondent: registration.correspondent,
        file_sha256: registration.fileSha256,
        registered_at: registration.at,
      })
      return protocolText(year, number)
    },
  }
}

const protocolText = (year: number, number: number): string => `${year}/${String(number).padStart(7, '0')}`
