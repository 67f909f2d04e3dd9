import type { Knex } from 'knex'
import type { NetworkDocument, NetworkSettings } from '../../domain/network/network-document.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'

/** What stands at the head of every paper of a cycle, and whom the Region's letters go to. */
export interface DocumentHead {
  lead: { name: string; office: string; address: string; taxCode: string; pec: string }
  network: string
  cycle: { code: string; title: string }
  responsible: { name: string; role: string }
  region: { name: string; office: string; address: string }
}

/** The network of this database, as its document was loaded: a database has one (art. 2). */
export function createNetworkSettingsStore(tx: Knex) {
  const settings = async (): Promise<NetworkSettings> => {
    const row = await tx('network').first<{ settings: NetworkSettings } | undefined>('settings')
    if (row === undefined)
      throw new Error('no network is loaded: npm run network:load FILE, as docs/operations.md says')
    return row.settings
  }
  return {
    settings,

    /** Keeps the document of a database without one; tells whether this one is kept now, was before, or another is. */
    async put(document: NetworkDocument, at: Date): Promise<'LOADED' | 'KNOWN' | { loaded: string }> {
      const sha256 = hashOf(document)
      const row = { code: document.code, document: JSON.stringify(document), document_sha256: sha256 }
      const written: unknown[] = await tx('network')
        .insert({ ...row, loaded_at: at })
        .onConflict('only_row')
        .ignore()
        .returning('code')
      if (written.length === 1) return 'LOADED'
      const before = await tx('network').first<Record<'code' | 'document_sha256', string>>()
      return before.document_sha256 === sha256 ? 'KNOWN' : { loaded: before.code }
    },

    /** True once a network was loaded. */
    async isLoaded(): Promise<boolean> {
      return (await tx('network').first('code')) !== undefined
    },

    /** The lead is the body that chairs the committee (art. 5). Throws when network or cycle were never set up. */
    async documentHead(cycleId: string): Promise<DocumentHead> {
      const { letterhead, name, region } = await settings()
      const row = await tx('cycles')
        .join('persons', 'persons.id', 'cycles.process_owner_id')
        .joinRaw('join committee_seats on committee_seats.chair')
        .join('bodies', 'bodies.id', 'committee_seats.body_id')
        .where('cycles.id', cycleId)
        .first<Record<'name' | 'taxCode' | 'pec' | 'code' | 'title' | 'responsible', string> | undefined>({
          name: 'bodies.name',
          taxCode: 'bodies.tax_code',
          pec: 'bodies.email',
          code: 'cycles.code',
          title: 'cycles.title',
          responsible: 'persons.display_name',
        })
      if (row === undefined)
        throw new Error(`no document head for cycle ${cycleId}: chair or cycle is missing`)
      return {
        lead: {
          ...{ name: row.name, taxCode: row.taxCode, pec: row.pec },
          office: letterhead.office.value,
          address: letterhead.address.value,
        },
        network: name.value,
        cycle: { code: row.code, title: row.title },
        responsible: { name: row.responsible, role: 'Responsabile del procedimento' },
        region: { name: region.name.value, office: region.office.value, address: region.address.value },
      }
    },
  }
}
