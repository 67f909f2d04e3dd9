import { describe, expect, it } from '@jest/globals'
import express from 'express'
import request from 'supertest'
import { assetRouter, assetsAt, libraryFiles } from './assets.ts'

const http = request(express().use(assetRouter()))
const css = `${assetsAt}/bootstrap-italia/css/bootstrap-italia.min.css`

describe('the assets of the pages', () => {
  it.each([
    [`${assetsAt}/web/page.js`, 'text/javascript; charset=utf-8'],
    [`${assetsAt}/web/concilia.css`, 'text/css; charset=utf-8'],
    [`${assetsAt}/web/icon.svg`, 'image/svg+xml'],
    ...Object.values(libraryFiles).map(({ scripts }) => [scripts[0], 'text/javascript; charset=utf-8']),
  ])('are kept for a year without being asked for again: %s', async (path, type) => {
    const { headers } = await http.get(path).expect(200)
    expect(headers['content-type']).toBe(type)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it.each(['br', 'gzip'])('are sent compressed to whoever takes %s', async (encoding) => {
    const { headers } = await http.get(css).set('accept-encoding', encoding).expect(200)
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers['vary']).toBe('Accept-Encoding')
  })

  it('leave fonts as they are, which are compressed already', async () => {
    const sheet = await http.get(`${assetsAt}/web/concilia.css`)
    const fonts = [...sheet.text.matchAll(/url\('([^']+)'\)/g)].map(([, address]) => address ?? '')
    expect(fonts).toHaveLength(3)
    for (const font of fonts) {
      const { pathname } = new URL(font, `http://127.0.0.1${assetsAt}/web/concilia.css`)
      const { headers } = await http.get(pathname).set('accept-encoding', 'br').expect(200)
      expect(headers['content-encoding']).toBeUndefined()
    }
  })

  it.each(['types.ts', 'tsconfig.json', 'request-keys.test.ts', '..%2fassets.js', 'unknown.js'])(
    'are all that is served of their folder: %s is not',
    async (name) => {
      await http.get(`${assetsAt}/web/${name}`).expect(404)
    },
  )

  it('are not served under the name of other contents', async () => {
    await http.get('/assets/000000000000/web/page.js').expect(404)
  })
})
