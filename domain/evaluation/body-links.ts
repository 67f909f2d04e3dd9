import type { BodyLink, LinkKind } from '../network/network.ts'
import type { BodyId } from '../shared/ids.ts'

/* A link as seen from one of its two bodies. */
type LinkStep = { bodyId: BodyId; via: LinkKind }
export type LinkGraph = ReadonlyMap<BodyId, readonly LinkStep[]>
type Chains = Map<BodyId, LinkStep[]>

function stepText({ bodyId, via }: LinkStep): string {
  return `${bodyId} ${via}`
}

function chainText(chain: readonly LinkStep[]): string {
  return chain.map(stepText).join(' ')
}

/** The links of the considered kinds, from each body to those it is tied to, in both directions. */
export function linkGraph(links: readonly BodyLink[], kinds: readonly LinkKind[]): LinkGraph {
  const considered = links.filter((link) => kinds.includes(link.kind))
  const ends = considered.flatMap(({ fromBodyId, toBodyId, kind }) => [
    { from: fromBodyId, step: { bodyId: toBodyId, via: kind } },
    { from: toBodyId, step: { bodyId: fromBodyId, via: kind } },
  ])
  const byBody = Map.groupBy(ends, (end) => end.from)
  return new Map([...byBody].map(([bodyId, found]) => [bodyId, found.map((end) => end.step)]))
}

/** The bodies that a body is tied to within `maxSteps` links, each with its shortest chain (the first in order among
 * equals); itself with an empty chain. */
export function chainsFrom(
  start: BodyId,
  graph: LinkGraph,
  maxSteps: number,
): ReadonlyMap<BodyId, readonly LinkStep[]> {
  const chains: Chains = new Map([[start, []]])
  let frontier: Chains = new Map(chains)
  for (let steps = 0; steps < maxSteps && frontier.size > 0; steps++) {
    const longer = [...frontier].flatMap(([bodyId, chain]) =>
      (graph.get(bodyId) ?? []).map((step): [BodyId, LinkStep[]] => [step.bodyId, [...chain, step]]),
    )
    const fresh = longer.filter(([bodyId]) => !chains.has(bodyId))
    frontier = new Map(fresh.toSorted(([, a], [, b]) => (chainText(a) > chainText(b) ? -1 : 1)))
    frontier.forEach((chain, bodyId) => chains.set(bodyId, chain))
  }
  return chains
}
