import { checkPackage, processOwner } from './play-approval.ts'
import type { PlayedSubmission } from './play-approval.ts'
import { adoptAct } from './play-act.ts'
import type { Play } from './play.ts'

interface PlayedResults {
  projects: { items: { code: string; results: { expected: number; achieved: number | null }[] }[] }
  finalReport: { summary: string } | null
}

/** Results, final report and final return to the Region; the cycle ends with the receipt (art. 6, 8). */
export async function playMonitoring(play: Play): Promise<void> {
  const owner = processOwner(play)
  const report = await play.waitForTask('Task_WriteFinalReport', play.facts['cycleId'])
  await play.complete(report, {
    summary:
      'Il Piano ha finanziato i progetti delle Alleanze locali, che hanno raggiunto lavoratori e imprese del territorio.',
    assessment:
      'I risultati corrispondono agli impegni presi; la Rete propone di proseguire con le stesse priorità.',
    committeeSeenOn: null,
  })
  await adoptAct(play)
  const submission = await play.until("the Region's receipt of the final return", async () => {
    const sent = await owner.list<PlayedSubmission>(`/api/cycles/${play.facts['cycleId']}/submissions`)
    return sent.find(({ kind, status }) => kind === 'FINAL_RETURN' && status === 'RECEIVED')
  })
  await checkPackage(play, owner, submission)
  const { projects } = await owner.get<PlayedResults>(`/api/cycles/${play.facts['cycleId']}/results`)
  play.check(
    'art. 6, 8: ogni progetto ha i risultati raggiunti accanto a quelli attesi',
    projects.items.length > 0 &&
      projects.items.every((project) => project.results.every(({ achieved }) => achieved !== null)),
    projects.items.map(({ code, results: rows }) => ({ code, indicators: rows.length })),
  )
  await play.until('the cycle to be closed', async () => {
    const cycle = await owner.get<{ status: string }>(`/api/cycles/${play.facts['cycleId']}`)
    return cycle.status === 'CLOSED'
  })
}
