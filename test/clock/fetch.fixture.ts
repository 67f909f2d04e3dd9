// What the guard's test kills while it fetches: a launcher that asks Maven for a part that is not there yet.
import { startGuard } from '../../local/guard-client.ts'
import { fetchOpensearch } from '../../local/parts.ts'

const java = { executable: process.execPath, home: '', version: 25 }
const partsDir = process.argv[2] ?? ''
await fetchOpensearch({ guard: startGuard(), java, partsDir, progress: (line) => console.log(line) })
