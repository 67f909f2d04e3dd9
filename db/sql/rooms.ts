import type { Knex } from 'knex'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { book } from './book.ts'
import { money } from './money.ts'
import { states } from './states.ts'
import { wall } from './wall.ts'

/* What is read whole: functions, triggers and policies, made after the tables that they speak of. */
const rooms = [states, book, money, wall]

/** Makes anew, in the transaction of the migrations, each room whose text is not the one that the schema holds. */
export async function makeRooms(tx: Knex): Promise<void> {
  for (const { name, drop, create } of rooms) {
    const sha256 = sha256Hex(drop + create)
    if (await tx('schema_rooms').where({ name, sha256 }).first()) continue
    await tx.raw(drop)
    await tx.raw(create)
    await tx('schema_rooms').insert({ name, sha256 }).onConflict('name').merge()
  }
}

/** Takes the rooms away, so that the tables below them can go; the next `makeRooms` makes them again. */
export async function dropRooms(tx: Knex): Promise<void> {
  for (const { drop } of rooms.toReversed()) await tx.raw(drop)
  await tx('schema_rooms').delete()
}
