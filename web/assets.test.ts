import { describe, expect, it } from '@jest/globals'
import express from 'express'
import request from 'supertest'
import { assetRouter } from './assets.ts'

const http = request(express().use(assetRouter()))

describe('the modules of the pages', () => {
  it('are served as scripts that the browser asks again whether they changed', async () => {
    const first = await http.get('/assets/web/page.js').expect(200)
    expect(first.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(first.headers['cache-control']).toBe('public, max-age=0')
    await http
      .get('/assets/web/page.js')
      .set('if-none-match', first.headers['etag'] ?? '')
      .expect(304)
  })

  it.each(['types.ts', 'tsconfig.json', 'request-keys.test.ts', '..%2fassets.js', 'unknown.js'])(
    'are all that is served of their folder: %s is not',
    async (name) => {
      await http.get(`/assets/web/${name}`).expect(404)
    },
  )
})
