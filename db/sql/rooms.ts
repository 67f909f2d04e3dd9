import type { Knex } from 'knex'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { access } from './access.ts'
import { book } from './book.ts'
import { decided } from './decided.ts'
import { experts } from './experts.ts'
import { freeze } from './freeze.ts'
import { money } from './money.ts'
import { sessions } from './sessions.ts'
import { states } from './states.ts'
import { wall } from './wall.ts'

/* What is read whole: functions, triggers, rights and policies, made after the tables that they speak of. */
const rooms = [states, book, money, freeze, decided, experts, sessions, access, wall]
const create = rooms.map((room) => room.create).join('\n')
const drop = rooms
  .toReversed()
  .map((room) => room.drop)
  .join('\n')

/** Makes the rooms anew, in the transaction of the migrations, where their text is not the one that the schema holds. */
export async function makeRooms(tx: Knex): Promise<void> {
  const sha256 = sha256Hex(drop + create)
  if (await tx('schema_rooms').where({ sha256 }).first()) return
  await tx.raw(drop)
  await tx.raw(create)
  await tx('schema_rooms').insert({ sha256 }).onConflict('only_row').merge()
}

/** Takes the rooms away, so that the tables below them can go; the next `makeRooms` makes them again. */
export async function dropRooms(tx: Knex): Promise<void> {
  await tx.raw(drop)
  await tx('schema_rooms').delete()
}
