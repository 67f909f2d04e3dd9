import { describe, expect, it } from '@jest/globals'
import express from 'express'
import request from 'supertest'
import { sendPage } from './send-page.ts'

const LONG = '<p>Riga</p>'.repeat(5_000)
const http = request(
  express()
    .get('/long', (asked, response) => sendPage(asked, response, LONG))
    .get('/short', (asked, response) => sendPage(asked, response, '<p>Riga</p>')),
)

describe('a page', () => {
  it('is sent compressed where it is long, to whoever takes gzip', async () => {
    const { headers, text } = await http.get('/long').set('accept-encoding', 'gzip, br').expect(200)
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect(Number(headers['content-length'])).toBeLessThan(LONG.length / 10)
    expect(text).toBe(LONG)
  })

  it.each([
    ['/long', 'identity'],
    ['/long', 'gzip;q=0'],
    ['/short', 'gzip'],
  ])('is sent as it is: %s to whoever takes %s', async (path, encoding) => {
    const { headers, text } = await http.get(path).set('accept-encoding', encoding).expect(200)
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(text).toContain('<p>Riga</p>')
  })
})
