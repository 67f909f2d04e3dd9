import type { Knex } from 'knex'
import type { BodyMatch } from '../../domain/network/body-match.ts'
import type { BodyKind, EnterpriseSize, LinkKind } from '../../domain/network/network.ts'
import type { BodyId } from '../../domain/shared/ids.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import { matchCode, tellOfBodies } from './body-statements.ts'
import type { HeardBodies, ToldBody } from './body-statements.ts'
import type { Tables } from '../tables.ts'

/** A body of the register, or one that takes part in an alliance only (`networkMemberSince` null; art. 2): what is known of
 * it from all who spoke of it. */
export interface BodyRecord {
  id: BodyId
  name: string
  /** Codice fiscale, or country and code of a foreign body. */
  taxCode: string
  /** Partita IVA where it has one; members of a VAT group share it. */
  vatNumber: string | null
  kind: BodyKind
  size: EnterpriseSize | null
  /** Null for a body known only as a partner: the register's members always have one. */
  email: string | null
  /** Null where nobody has said it. */
  address: string | null
  networkMemberSince: string | null
}

interface BodyLink {
  fromBodyId: BodyId
  toBodyId: BodyId
  kind: LinkKind
  source: string
}

export interface MembersAsked extends PageAsked {
  text?: string | undefined
}

const toBody = (row: Tables['bodies']): BodyRecord => ({
  id: row.id as BodyId,
  name: row.name,
  taxCode: row.tax_code,
  vatNumber: row.vat_number,
  kind: row.kind,
  size: row.size,
  email: row.email,
  address: row.address,
  networkMemberSince: row.network_member_since,
})

/** Bodies by id and codes, and the ties between them on which conflicts are computed (art. 2, 5). */
export function createBodyStore(tx: Knex) {
  return { ...createBodies(tx), ...createLinks(tx) }
}

function createBodies(tx: Knex) {
  return {
    /** Records what a source says of bodies, each with the subject that its codes name, new or known: their ids in order,
     * and which of them it says anything new of. Nothing is recorded of one whose codes name several. */
    tellOfBodies: (told: readonly ToldBody[]): Promise<HeardBodies> => tellOfBodies(tx, told),

    /** Enters in the network's register what it holds of a body (art. 2). Throws Error where its codes name several. */
    async register(body: BodyRecord, saidAt: Date): Promise<void> {
      const { id, networkMemberSince, ...facts } = body
      const told = { id, source: 'REGISTER' as const, saidAt, saidBy: null, facts }
      const [found] = (await tellOfBodies(tx, [told])).ids
      if (found !== id) throw new Error(`the register names ${body.taxCode} twice: ${id} is ${found}`)
      await tx('bodies').where({ id }).update({ network_member_since: networkMemberSince })
    },

    async findBody(id: string): Promise<BodyRecord | null> {
      const row = await tx('bodies').where('id', id).first()
      return row ? toBody(row) : null
    },

    /** The subject that a code names in the place of the tax code: its id, new, or one of several. */
    matchBody: (code: string): Promise<BodyMatch> => matchCode(tx, code),

    async bodyByTaxCode(taxCode: string): Promise<BodyRecord | null> {
      const row = await tx('bodies').where('tax_code', taxCode).first()
      return row ? toBody(row) : null
    },

    async bodies(ids: readonly string[]): Promise<BodyRecord[]> {
      return (
        await tx('bodies')
          .whereRaw('id = any(?)', [[...ids]])
          .orderBy('name')
      ).map(toBody)
    },

    /** Rows that are another's name, each with the body that it is or may be: of a VAT group, with several. */
    namesOfBodies: async (): Promise<{ bodyId: BodyId; subjectId: BodyId }[]> =>
      tx('body_names')
        .select({ bodyId: 'body_id', subjectId: 'subject_id' })
        .orderBy(['body_id', 'subject_id']),

    /** A page of the bodies that joined the network, by name. */
    async pageOfMembers({ text, ...page }: MembersAsked): Promise<Page<BodyRecord>> {
      const { items, next } = await readPage<Tables['bodies']>(
        tx,
        {
          about: ['members'],
          rows: 'select * from bodies where network_member_since is not null',
          values: {},
          filters: { text: [contains('name', 'tax_code', 'vat_number'), text] },
          order: { name: 'text', id: 'text' },
        },
        page,
      )
      return { items: items.map(toBody), next }
    },

    /** The bodies that joined the network, by name: they get its mail (art. 2, 6). */
    async members(): Promise<(BodyRecord & { email: string })[]> {
      const rows = await tx('bodies').whereNotNull('network_member_since').orderBy('name')
      return rows.flatMap((row) => (row.email === null ? [] : [{ ...toBody(row), email: row.email }]))
    },
  }
}

function createLinks(tx: Knex) {
  return {
    /** Records a tie once; false for one that is there. */
    async putLink(link: BodyLink): Promise<boolean> {
      const written = await tx('body_links')
        .insert({
          from_body_id: link.fromBodyId,
          to_body_id: link.toBodyId,
          kind: link.kind,
          source: link.source,
        })
        .onConflict()
        .ignore()
        .returning('kind')
      return written.length === 1
    },

    async links(): Promise<Omit<BodyLink, 'source'>[]> {
      return tx('body_links')
        .select<Omit<BodyLink, 'source'>[]>({
          fromBodyId: 'from_body_id',
          toBodyId: 'to_body_id',
          kind: 'kind',
        })
        .orderBy(['from_body_id', 'to_body_id', 'kind'])
    },
  }
}
