import type { Knex } from 'knex'
import type { BodyKind, EnterpriseSize, LinkKind } from '../../domain/network/network.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { BodyId } from '../../domain/shared/ids.ts'

/** A body of the register, or one that takes part in an alliance only (`networkMemberSince` null; art. 2). */
export interface BodyRecord {
  id: BodyId
  name: string
  taxCode: string
  kind: BodyKind
  size: EnterpriseSize | null
  /** Null for a body known only as a partner: the register's members always have one. */
  email: string | null
  networkMemberSince: string | null
}

interface BodyRow {
  id: BodyId
  name: string
  tax_code: string
  kind: BodyKind
  size: EnterpriseSize | null
  email: string | null
  network_member_since: string | null
}

const toBody = (row: BodyRow): BodyRecord => ({
  id: row.id,
  name: row.name,
  taxCode: row.tax_code,
  kind: row.kind,
  size: row.size,
  email: row.email,
  networkMemberSince: row.network_member_since,
})

/** Bodies by id and tax code, and the ties between them on which conflicts are computed (art. 2, 5). */
export function createBodyStore(tx: Knex) {
  return { ...createBodies(tx), ...createLinks(tx) }
}

function createBodies(tx: Knex) {
  return {
    /** Records a body once for its tax code; returns the id that the tax code has, new or old. */
    putBody: (body: Omit<BodyRecord, 'id'> & { id?: BodyId }) => putBody(tx, body),

    async findBody(id: string): Promise<BodyRecord | null> {
      const row = await tx<BodyRow>('bodies').where('id', id).first()
      return row ? toBody(row) : null
    },

    async bodyByTaxCode(taxCode: string): Promise<BodyRecord | null> {
      const row = await tx<BodyRow>('bodies').where('tax_code', taxCode).first()
      return row ? toBody(row) : null
    },

    async bodies(ids: readonly string[]): Promise<BodyRecord[]> {
      return (await tx<BodyRow>('bodies').whereIn('id', ids).orderBy('name')).map(toBody)
    },

    /** The bodies that joined the network, by name: they get its mail (art. 2, 6). */
    async members(): Promise<(BodyRecord & { email: string })[]> {
      const rows = await tx<BodyRow>('bodies').whereNotNull('network_member_since').orderBy('name')
      return rows.flatMap((row) => (row.email === null ? [] : [{ ...toBody(row), email: row.email }]))
    },
  }
}

async function putBody(tx: Knex, body: Omit<BodyRecord, 'id'> & { id?: BodyId }): Promise<BodyId> {
  await tx('bodies')
    .insert({
      id: body.id ?? derivedId('body', body.taxCode),
      name: body.name,
      tax_code: body.taxCode,
      kind: body.kind,
      size: body.size,
      email: body.email,
      network_member_since: body.networkMemberSince,
    })
    .onConflict('tax_code')
    .ignore()
  const row = await tx<BodyRow>('bodies').where('tax_code', body.taxCode).first('id')
  if (row === undefined) throw new Error('a body that was just recorded is not there')
  return row.id
}

function createLinks(tx: Knex) {
  return {
    async putLink(link: {
      fromBodyId: BodyId
      toBodyId: BodyId
      kind: LinkKind
      source: string
    }): Promise<void> {
      await tx('body_links')
        .insert({
          from_body_id: link.fromBodyId,
          to_body_id: link.toBodyId,
          kind: link.kind,
          source: link.source,
        })
        .onConflict()
        .ignore()
    },

    async links(): Promise<{ fromBodyId: BodyId; toBodyId: BodyId; kind: LinkKind }[]> {
      return tx('body_links')
        .select({ fromBodyId: 'from_body_id', toBodyId: 'to_body_id', kind: 'kind' })
        .orderBy(['from_body_id', 'to_body_id', 'kind'])
    },
  }
}
