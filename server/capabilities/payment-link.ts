import 'server-only'
import type { Person } from '@/lib/ids'
import { personKey } from '@/lib/ids'
import type { Viewer } from '@/server/access/viewer'
import { seal, unseal } from '@/server/auth/seal'
import { log } from '@/server/observability/log'
import { store } from '@/server/store/current'
import { keepPaySession, takePaySession } from '@/server/store/pay-sessions'
import type { Session } from '@/server/store/sessions'
import type { Handover, Reader, Writer } from '@/server/whmcs/client'
import { WhmcsError } from '@/server/whmcs/errors'
import type { Owned } from '@/server/whmcs/owned'
import { beginV2Session, createPaymentLink } from '@/server/whmcs/rest-v2'

/**
 * WHMCS 9.0 gives payment links to a session of the person's own, which begins with the password. The portal sees that
 * once, so the session begins with the sign-in, and is kept sealed in the row of the portal's session until that ends.
 * Nothing depends on it: whoever has none goes by single sign-on (docs/adr/0014-payment-link.md).
 */
const PURPOSE = 'pay-session'
/** As long as a session of the portal can live. */
const SECONDS = 12 * 60 * 60

/** A row's session opens for this person of this WHMCS alone, wherever it may be copied to. */
function ownerOf({ location }: Pick<Reader, 'location'>, person: Person): string {
  return `${location} ${personKey(person)}`
}

/** Ready to be kept; null for a session that WHMCS did not name. */
export async function sealPaySession(whmcs: Reader, person: Person, state: string): Promise<string | null> {
  return state === '' ? null : seal(PURPOSE, { of: ownerOf(whmcs, person), state }, SECONDS)
}

function logFailure({ location }: Pick<Reader, 'location'>, { failure, action, reason }: WhmcsError): void {
  log('warn', 'payment-link', { location, action, outcome: 'failed', failure, reason })
}

/** Begun with the password that WHMCS has just accepted; null when it does not work out, which keeps nobody from signing in. */
export async function beginPaySession(
  whmcs: Writer,
  person: Person,
  email: string,
  password: string,
): Promise<string | null> {
  try {
    if ((await whmcs.version()).major < 9) return null
    const begun = await beginV2Session(whmcs.baseUrl, email, password, 'short')
    if (begun.kind === 'open') return await sealPaySession(whmcs, person, begun.state)
    log('warn', 'payment-link', { location: whmcs.location, action: 'v2 session', outcome: begun.kind })
    return null
  } catch (error) {
    if (!(error instanceof WhmcsError)) throw error
    logFailure(whmcs, error)
    return null
  }
}

async function stateIn(sealed: string, owner: string): Promise<string | null> {
  const { of, state } = (await unseal(PURPOSE, sealed)) ?? {}
  return of === owner && typeof state === 'string' ? state : null
}

/**
 * WHMCS's link to pay an invoice; null when there is none to be had, for whatever reason. A session that failed once is
 * forgotten.
 */
export async function paymentLink(
  viewer: Pick<Viewer<Handover>, 'account' | 'person' | 'whmcs'>,
  invoice: Owned<'invoice'>,
  session: Pick<Session, 'id'>,
): Promise<URL | null> {
  const { whmcs, person } = viewer
  const { db } = await store()
  const sealed = await takePaySession(db, session.id)
  const state = sealed && (await stateIn(sealed, ownerOf(whmcs, person)))
  if (!state) return null
  try {
    const { uuid } = (await viewer.account()).client
    if (uuid === null) return null
    const made = await createPaymentLink(whmcs, state, { clientUuid: uuid, invoice })
    const next = await sealPaySession(whmcs, person, made.state)
    if (next) await keepPaySession(db, session.id, next)
    log('info', 'payment-link', { location: whmcs.location, outcome: 'done' })
    return made.url
  } catch (error) {
    if (!(error instanceof WhmcsError)) throw error
    logFailure(whmcs, error)
    return null
  }
}
