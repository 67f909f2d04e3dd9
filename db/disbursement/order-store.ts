import type { Knex } from 'knex'
import type { OrderLayout, OrderRow } from '../../domain/disbursement/order.ts'
import { movesOf } from '../platform/moves.ts'

/** Orders of payment, and the layout in which the accounting system reads them (art. 8). */
export function createOrderStore(tx: Knex) {
  return {
    /** Puts a layout in use, in the place of the one before. */
    async putLayout(layout: OrderLayout): Promise<void> {
      await tx('order_layouts').where({ in_use: true }).update({ in_use: false })
      const row = {
        name: layout.name,
        columns: JSON.stringify(layout.columns),
        siope_public: layout.siopePublic,
        siope_private: layout.siopePrivate,
        source: layout.source,
        in_use: true,
      }
      await tx('order_layouts').insert(row).onConflict('name').merge()
    },

    /** The layout in use. Throws Error (a wrong setting) when there is none. */
    async layout(): Promise<OrderLayout> {
      const row = await tx('order_layouts').where('in_use', true).first()
      if (row === undefined) throw new Error('no layout of payment orders is set')
      const { name, siope_public: siopePublic, siope_private: siopePrivate, source } = row
      return { name, columns: row.columns as OrderLayout['columns'], siopePublic, siopePrivate, source }
    },

    /** Orders an approved payment; false when it does not wait for its order. */
    async issue(
      paymentId: string,
      order: { layout: string; row: OrderRow; documentId: string; at: Date },
    ): Promise<boolean> {
      if (!(await movesOf(tx, 'payments').move('order', { id: paymentId }))) return false
      await tx('payment_orders').insert({
        payment_id: paymentId,
        layout: order.layout,
        row: JSON.stringify(order.row),
        document_id: order.documentId,
        issued_at: order.at,
      })
      return true
    },

    async find(paymentId: string): Promise<{ documentId: string; issuedAt: Date } | null> {
      const row = await tx('payment_orders').where('payment_id', paymentId).first()
      return row ? { documentId: row.document_id, issuedAt: row.issued_at } : null
    },
  }
}
