import { expect, test } from 'vitest'
import { emailDocument, hasRemoteImages } from './email-document'

test('what no policy governs is no tag and no attribute any more', () => {
  const html =
    '<BASE href="https://evil.example/"><base/><meta http-equiv="refresh" content="0">\n<link\nrel=preconnect href=//evil.example>' +
    '<img referrerpolicy = "unsafe-url" REFERRERPOLICY=origin src="x"><a href="/" target="_top">ok</a></base><metal></metal><link'
  const document = emailDocument(html)
  expect(document.match(/<\/?(?:base|meta|link)(?:[\s/>]|$)/gi)).toEqual(['<meta ', '<meta ', '<base '])
  expect(document).not.toMatch(/[\s"]referrerpolicy\s*=/i)
  expect(document).toContain('<a href="/" data-target="_top">ok</a>')
  expect(document).toContain('<metal>')
})

test('its own words come first, so that they count', () => {
  expect(emailDocument('<!DOCTYPE html><html><body>Hello</body></html>')).toMatch(
    /^<!doctype html><html><head><meta charset="utf-8">.*<base target="_blank">/,
  )
})

test('a mail without markup is text', () => {
  expect(emailDocument('1 < 2 & 3\nSecond line')).toContain('<pre dir="auto">1 &lt; 2 &amp; 3\nSecond line</pre>')
})

test.each([
  ['<img src="https://tracker.example/x.gif">', true],
  ['<img src=//tracker.example/x.gif>', true],
  ['<td background="http://tracker.example/x.gif">', true],
  ['<p style=\'background:url( "https://tracker.example/x" )\'>', true],
  ['<a href="https://example.com/">site</a>', false],
  ['<img src="data:image/gif;base64,R0lGOD">', false],
  ['<p>text</p>', false],
])('%s: remote pictures %s', (html, expected) => expect(hasRemoteImages(html)).toBe(expected))
