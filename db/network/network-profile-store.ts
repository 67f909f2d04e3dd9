import type { Knex } from 'knex'

/** How the network's lead and the Region are named on documents (art. 2, 8). */
export interface NetworkProfile {
  networkName: string
  leadOffice: string
  leadAddress: string
  signatoryName: string
  signatoryRole: string
  regionName: string
  regionOffice: string
  regionAddress: string
}

/** What stands at the head of every document of a cycle, and whom the Region's letters go to. */
export interface DocumentHead {
  lead: { name: string; office: string; address: string; taxCode: string; pec: string }
  network: string
  cycle: { code: string; title: string }
  responsible: { name: string; role: string }
  signatory: { name: string; role: string }
  region: { name: string; office: string; address: string }
}

/** The one row that says whose network this is. */
export function createNetworkProfileStore(tx: Knex) {
  return {
    async put(profile: NetworkProfile): Promise<void> {
      const row = {
        only_row: true,
        network_name: profile.networkName,
        lead_office: profile.leadOffice,
        lead_address: profile.leadAddress,
        signatory_name: profile.signatoryName,
        signatory_role: profile.signatoryRole,
        region_name: profile.regionName,
        region_office: profile.regionOffice,
        region_address: profile.regionAddress,
      }
      await tx('network_profile').insert(row).onConflict('only_row').merge()
    },

    /** The lead is the body that chairs the committee (art. 5). Throws when network or cycle were never set up. */
    async documentHead(cycleId: string): Promise<DocumentHead> {
      const row = await tx('cycles')
        .join('persons', 'persons.id', 'cycles.process_owner_id')
        .joinRaw('cross join network_profile')
        .joinRaw('join committee_seats on committee_seats.chair')
        .join('bodies', 'bodies.id', 'committee_seats.body_id')
        .where('cycles.id', cycleId)
        .first<Record<string, string> | undefined>(
          'network_profile.*',
          'bodies.name',
          'bodies.tax_code',
          'bodies.email',
          'cycles.code',
          'cycles.title',
          'persons.display_name',
        )
      if (row === undefined)
        throw new Error(`no document head for cycle ${cycleId}: network profile, chair or cycle is missing`)
      return toHead(row)
    },
  }
}

function toHead(row: Record<string, string>): DocumentHead {
  const read = (column: string): string => row[column] ?? ''
  return {
    lead: {
      name: read('name'),
      office: read('lead_office'),
      address: read('lead_address'),
      taxCode: read('tax_code'),
      pec: read('email'),
    },
    network: read('network_name'),
    cycle: { code: read('code'), title: read('title') },
    responsible: { name: read('display_name'), role: 'Responsabile del procedimento' },
    signatory: { name: read('signatory_name'), role: read('signatory_role') },
    region: { name: read('region_name'), office: read('region_office'), address: read('region_address') },
  }
}
