import { z } from 'zod'
import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import type { Acting } from './log.ts'

export const MAIL_KINDS = ['general', 'product', 'domain', 'invoice', 'support', 'affiliate'] as const
export type MailKind = (typeof MAIL_KINDS)[number]

const kept = z.record(z.string(), z.number())

/** The client's own switches, each 0 or 1. */
export function mailPreferences(client: Row<'clients'>): Record<MailKind, number> {
  const found = kept.parse(JSON.parse(client.email_preferences || '{}'))
  const [general, product, domain, invoice, support, affiliate] = MAIL_KINDS.map((kind) => found[kind] ?? 0)
  return {
    general: general ?? 0,
    product: product ?? 0,
    domain: domain ?? 0,
    invoice: invoice ?? 0,
    support: support ?? 0,
    affiliate: affiliate ?? 0,
  }
}

export interface Letter {
  template: string
  subject: string
  /** One paragraph of HTML. */
  text: string
}

const page = (text: string) => `<!DOCTYPE html>\n<html><body><p>${text}</p></body></html>`

/** A mail to an address: it is seen in the sandbox's mailbox, and in no client's list. */
export function mailTo(call: Acting, to: string, { template, subject, text }: Letter, clientid = 0): void {
  call.store.insert('sent_mail', { date: timeOf(call.now), template, to, clientid, subject, message: page(text) })
}

function contactsFor(call: Acting, client: number, kind: MailKind): string[] {
  const column = `${kind}emails`
  return call.store
    .all('contacts', `WHERE userid = ? AND ${column} = 1 AND email <> '' ORDER BY id`, client)
    .map((contact) => contact.email)
}

/** A mail to a client and to the contacts that asked for its kind; it stands in the client's list of mails. */
export function mailClient(call: Acting, clientid: number, kind: MailKind, letter: Letter): void {
  const client = call.store.byId('clients', clientid)
  if (client === undefined) return
  const own = mailPreferences(client)[kind] === 1 ? [client.email] : []
  const contacts = contactsFor(call, client.id, kind)
  const everybody = [...own, ...contacts]
  for (const to of everybody) mailTo(call, to, letter, client.id)
  if (everybody.length === 0) return
  const company = client.companyname === '' ? '' : ` (${client.companyname})`
  const named = `${client.firstname} ${client.lastname}${company} <${client.email}>`
  call.store.insert('emails', {
    userid: client.id,
    subject: letter.subject,
    message: page(letter.text),
    date: timeOf(call.now),
    to: own.length === 0 ? contacts.join(', ') : named,
    cc: own.length === 0 ? '' : contacts.join(', '),
  })
}
