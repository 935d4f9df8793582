import 'server-only'
import { isHtml } from './email-text'

/**
 * The mail as a document of its own. What it may do is said by its content security policy and its sandbox: no script,
 * no form, no picture of another server. What those two do not govern is disarmed here, letter for letter: a tag is one
 * only when its name follows the bracket, an attribute only when it is spelled so.
 *
 * - `base` and `meta`: they say where links lead, where the page goes on to, and what a server is told of its reader
 * - `link`: `preconnect` and `dns-prefetch` go out to other servers, and no policy stops them
 * - `referrerpolicy`: on a picture or a link it would undo the document's own
 * - `target`: a link that means to stay in the frame, or to leave it, would do nothing
 */
function disarmed(html: string): string {
  return html
    .replace(/<(\/?)(?=(?:base|link|meta)(?:[\s/>]|$))/gi, '<$1x-')
    .replace(/\b(referrerpolicy|target)(?=\s*=)/gi, 'data-$1')
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}

/** Links open in a new window: there is nowhere to go inside the frame. Light, because mails are written for white paper. */
const HEAD =
  '<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light"><base target="_blank">' +
  '<style>html{background:#fff;color:#111;font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}' +
  'img{max-width:100%;height:auto}pre{white-space:pre-wrap;font:inherit}</style>'

export function emailDocument(message: string): string {
  return HEAD + (isHtml(message) ? disarmed(message) : `<pre dir="auto">${escaped(message)}</pre>`)
}

const REMOTE =
  /\b(?:src|srcset|background|poster)\s*=\s*["']?\s*(?:https?:)?\/\/|url\(\s*["']?\s*(?:https?:)?\/\/|@import\b/i

/** Whether there is anything to load from elsewhere: a guess for the sake of a button, nothing hangs on it. */
export function hasRemoteImages(message: string): boolean {
  return REMOTE.test(message)
}
