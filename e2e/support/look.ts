import type { Answer } from './wire.ts'

/** What a person sees of an answer, without what differs from one request to the next. */

export const REFERENCE = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?\b/g

export function visibleText(html: string): string {
  return html
    .replace(/<(script|style|template)\b[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(REFERENCE, 'REF')
    .replace(/\s+/g, ' ')
    .trim()
}

export function titleOf(html: string): string {
  return [...html.matchAll(/<title[^>]*>([^<]*)<\/title>/g)].map(([, title]) => title).join(' | ')
}

export type Look = {
  readonly status: number
  readonly type: string
  readonly to: string
  readonly title: string
  readonly text: string
}

export function lookOf({ status, headers, text }: Answer): Look {
  const html = headers['content-type']?.startsWith('text/html') ?? false
  return {
    status,
    type: headers['content-type'] ?? '',
    to: headers['location'] ?? '',
    title: html ? titleOf(text) : '',
    text: html ? visibleText(text) : text.replace(REFERENCE, 'REF'),
  }
}
