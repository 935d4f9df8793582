import type { Fault } from './faults.ts'

interface Page {
  http: number
  type: string
  body: string
}

const html = (title: string, text: string) =>
  `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>\n`

/** What stands before WHMCS and answers in its place: a login page, a maintenance page, a gateway's error. */
export function pageFor(fault: Fault | undefined): Page | undefined {
  const type = 'text/html; charset=utf-8'
  if (fault?.fault === 'maintenance') {
    return { http: 503, type, body: html('Down for Maintenance', 'We are currently performing maintenance.') }
  }
  if (fault?.fault === 'html') return { http: 200, type, body: fault.body ?? html('Login', 'Please log in.') }
  if (fault?.fault === 'status') {
    const http = fault.status ?? 500
    return { http, type, body: fault.body ?? html(`Error ${http}`, 'The server could not answer.') }
  }
  return undefined
}

const WARNING =
  '<br />\n<b>Warning</b>:  Undefined array key "sandbox" in <b>/var/www/whmcs/includes/hooks/example.php</b> on line <b>12</b><br />\n'

/** The answer is right, what arrives is not. */
export function broken(body: string, fault: Fault | undefined): string {
  if (fault?.fault === 'php-warning') return WARNING + body
  return fault?.fault === 'truncate' ? body.slice(0, Math.floor(body.length / 2)) : body
}
