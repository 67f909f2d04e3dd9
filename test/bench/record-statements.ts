import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** A statement with its values, as it can be sent again. */
export interface Statement {
  asked: { name?: string; text: string; values?: unknown[] }
  /** Tells the connections apart. */
  connection: unknown
}

export interface Recorder {
  /** All that this process has sent to PostgreSQL since, in order. */
  statements: Statement[]
  stop: () => void
}

type Query = (this: unknown, asked: unknown, ...rest: unknown[]) => unknown

/** Listens at the driver, on every connection of this process. */
export function recordStatements(): Recorder {
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const { query } = prototype
  const statements: Statement[] = []
  prototype.query = function (asked, ...rest) {
    const copy = typeof asked === 'string' ? { text: asked } : { ...(asked as Statement['asked']) }
    statements.push({ asked: copy, connection: this })
    return query.call(this, asked, ...rest)
  }
  return { statements, stop: () => void (prototype.query = query) }
}

const BOUNDS = ['begin', 'commit', 'rollback']
const isBound = ({ asked }: Statement): boolean => BOUNDS.includes(asked.text)

/** The texts of what is sent in this time (ms), in which nothing is asked of the engine; they are taken out of the record. */
export async function saidWhenIdle({ statements }: Recorder, forMs: number): Promise<Set<string>> {
  await pause(forMs)
  const said = statements.splice(0).filter((statement) => !isBound(statement))
  return new Set(said.map(({ asked }) => asked.text))
}

/** Which of the statements are of that kind, with the begin and commit around them. */
export function backgroundOf(all: readonly Statement[], idle: ReadonlySet<string>): Set<Statement> {
  const background = new Set<Statement>()
  const open = new Map<unknown, Statement[]>()
  for (const statement of all) {
    const { asked, connection } = statement
    if (asked.text === 'begin') open.set(connection, [])
    const around = open.get(connection) ?? []
    around.push(statement)
    if (idle.has(asked.text)) for (const one of around) background.add(one)
    const isOfBackground = around.some((one) => background.has(one))
    if (isOfBackground) background.add(statement)
    if (asked.text === 'commit' || asked.text === 'rollback') open.delete(connection)
  }
  return background
}
