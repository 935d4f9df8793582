import 'server-only'
import { decodeEntities } from '@/server/whmcs/entities'

const MARKUP = /<[a-z!/][^<>]*>/i

export function isHtml(text: string): boolean {
  return MARKUP.test(text)
}

/** Without every `open … close`; what is never closed ends the text. */
function without(text: string, open: RegExp, close: RegExp): string {
  const [first = '', ...rest] = text.split(open)
  return first + rest.map((part) => part.split(close).slice(1).join('')).join(' ')
}

/**
 * The words of a mail: lines, and in each line its cells. To be searched, not to be shown.
 * Each expression stops at the next `<`, so that no text, however long, takes more than one pass.
 */
export function textOf(html: string): readonly (readonly string[])[] {
  if (!isHtml(html)) return lines(html)
  const seen = [
    [/<!--/, /-->/],
    [/<style\b/i, /<\/style/i],
    [/<script\b/i, /<\/script/i],
  ] as const
  const visible = seen.reduce((text, [open, close]) => without(text, open, close), html)
  const laidOut = visible
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|hr|\/?(?:p|div|tr|li|ul|ol|table|pre|blockquote|section|h[1-6]))\b[^<>]*>/gi, '\n')
    .replace(/<\/?(?:td|th|dt|dd)\b[^<>]*>/gi, '\t')
    .replace(/<[^<>]*>/g, '')
  return lines(decodeEntities(laidOut))
}

function lines(text: string): readonly (readonly string[])[] {
  const clean = text.replace(/\p{Cf}/gu, '')
  return clean.split(/\r?\n/).flatMap((line) => {
    const cells = line.split('\t').map((cell) => cell.replace(/\s+/g, ' ').trim())
    const filled = cells.filter(Boolean)
    return filled.length === 0 ? [] : [filled]
  })
}
