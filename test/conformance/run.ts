import { createCamundaEngine } from '../../engine/camunda/engine.ts'
import { USAGE, readArguments } from './arguments.ts'
import type { Asked } from './arguments.ts'
import { cases } from './cases/index.ts'
import { asLine, compare, firstLine } from './compare.ts'

/* What is read there trails what has happened by seconds. */
const pace = { limitMs: 30_000, graceMs: 5_000 }

async function run({ settings, only }: Asked): Promise<boolean> {
  const engine = createCamundaEngine(settings)
  try {
    await engine.probe().catch((error: unknown) => {
      throw new Error(`no Camunda answers at ${settings.grpcAddress}: ${firstLine(error)}`)
    })
    const asked = cases.filter(({ number }) => only === null || number === only)
    let same = 0
    for (const one of asked) {
      const outcome = await compare(one, { engine, ...pace })
      if (outcome.result === 'same') same += 1
      console.log(asLine(one, outcome))
    }
    console.log(`${asked.length} cases: ${same} same, ${asked.length - same} not`)
    return same === asked.length
  } finally {
    await engine.close()
  }
}

function asked(): Asked | null {
  try {
    return readArguments(process.argv.slice(2))
  } catch (error) {
    console.error(`${firstLine(error)}\n${USAGE}`)
    return null
  }
}

const question = asked()
const isSame =
  question !== null &&
  (await run(question).catch((error: unknown) => {
    console.error(firstLine(error))
    return false
  }))
/* The SDK keeps handles of its own open. */
process.exit(isSame ? 0 : 1)
