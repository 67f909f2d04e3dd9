import express from 'express'
import pg from 'pg'

/* What everything is measured against: one express page that reads one row by its key, and nothing else. */
const [url = '', table = '', id = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 4 })
const app = express()
app.get('/', async (_request, response) => {
  const { rows } = await pool.query<{ title: string }>(`select title from ${table} where id = $1`, [id])
  response.type('html').send(`<!doctype html><title>${rows[0]?.title ?? ''}</title>`)
})
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
process.once('SIGTERM', () => process.exit(0))
