/** The application `a` whose id another column holds, looked up by its key: behind the wall PostgreSQL would else read all of them
 * first. For a page of rows that come in their own order. */
export const applicationOf = (id: string): string =>
  `cross join lateral (select a.id, a.code, a.title, a.area, a.lead_body_id, a.total_cost_cents from applications a where a.id = ${id} offset 0) a`
