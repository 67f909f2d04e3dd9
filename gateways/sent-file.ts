import { Readable } from 'node:stream'
import type { StoredFile } from '../domain/shared/ports.ts'

/** Stored files on their way out, and what reading one threw: whoever they are sent to has no part in it. */
export function sentFiles() {
  const faults: unknown[] = []
  async function* read(file: StoredFile): AsyncGenerator<Uint8Array> {
    try {
      yield* file.content()
    } catch (error) {
      faults.push(error)
      throw error
    }
  }
  return {
    stream: (file: StoredFile): Readable => Readable.from(read(file), { objectMode: false }),
    /** Throws what reading threw, where it did. */
    throwFault(): void {
      if (faults.length > 0) throw faults[0]
    },
  }
}
