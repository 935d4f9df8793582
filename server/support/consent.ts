import 'server-only'
import { createHmac, randomInt } from 'node:crypto'
import { personKey } from '@/lib/ids'
import type { AskedVisit, ConsentInput, ConsentMode, SupportNews } from '@/lib/schemas/support-consent'
import { CONSENT_MODES, isAsStrict } from '@/lib/schemas/support-consent'
import type { Permitted } from '@/server/access/permitted'
import { seal, unseal } from '@/server/auth/seal'
import { env } from '@/server/env'
import { PortalError } from '@/server/errors'
import type { AccountKey } from '@/server/store/consents'
import { consentOf, dropPin, keepPin, PIN_LIMIT, setConsent } from '@/server/store/consents'
import { store } from '@/server/store/current'
import type { Session } from '@/server/store/sessions'
import { grantsOf } from '@/server/store/grants'
import type { SupportRequest } from '@/server/store/support-requests'
import { decideRequest, requestsTo } from '@/server/store/support-requests'
import { supportVisits } from './end'

const PIN = 'support.pin'

function accountOf({ location, clientId }: Pick<Permitted<'owner'>, 'location' | 'clientId'>): AccountKey {
  return { location, client: clientId }
}

/** What the operator asks for at least. */
function floor(): ConsentMode {
  return env().PORTAL_SUPPORT_CONSENT
}

/** How support comes into this account: as its owner chose, and never looser than the operator allows. */
export async function consentFor(account: AccountKey): Promise<ConsentMode> {
  const { db } = await store()
  const chosen = (await consentOf(db, account)) ?? floor()
  return isAsStrict(chosen, floor()) ? chosen : floor()
}

/** What is kept of a PIN: bound to its account and to the first of the portal's secrets. */
export function pinMac({ location, client }: AccountKey, typed: string): string {
  const [secret = ''] = env().PORTAL_SECRET
  const pin = typed.replace(/\D/g, '')
  return createHmac('sha256', secret).update(`atrium.support-pin.${location}.${client}.${pin}`).digest('hex')
}

export function askedVisit(request: SupportRequest): AskedVisit {
  const { id, agentName, agentRole, customer, reason, ticket, state, askedAt, until } = request
  return { id, agentName, agentRole, customer, reason, ticket, allowed: state === 'allowed', askedAt, until }
}

export type SupportConsent = {
  readonly mode: ConsentMode
  /** Those that the operator leaves open. */
  readonly choices: readonly ConsentMode[]
  /** What agents ask just now. */
  readonly asked: readonly AskedVisit[]
}

export async function supportConsent(viewer: Permitted<'owner'>): Promise<SupportConsent> {
  const { db } = await store()
  const [mode, asked] = await Promise.all([
    consentFor(accountOf(viewer)),
    requestsTo(db, accountOf(viewer), new Date()),
  ])
  return { mode, choices: CONSENT_MODES.filter((one) => isAsStrict(one, floor())), asked: asked.map(askedVisit) }
}

/** All that the owner's page shows. */
export async function supportAccess(viewer: Permitted<'owner'>) {
  const [visits, consent] = await Promise.all([supportVisits(viewer), supportConsent(viewer)])
  return { visits, ...consent }
}

/** @throws PortalError `rejected` (`support_mode`) for one that the operator does not allow */
export async function chooseConsent(viewer: Permitted<'owner'>, { mode }: ConsentInput): Promise<null> {
  if (!isAsStrict(mode, floor())) throw new PortalError('rejected', { fields: { mode: 'support_mode' } })
  const { db } = await store()
  await setConsent(db, accountOf(viewer), mode, viewer.person, new Date())
  if (mode !== 'pin') await dropPin(db, accountOf(viewer))
  return null
}

/**
 * A PIN of eight digits for this account, for 15 minutes and one visit; the one before it is dead.
 * @returns it sealed, so that nothing that is stored shows it; `revealPin` opens it for the answer
 * @throws PortalError `rejected` for an account that no PIN opens
 */
export async function makePin(viewer: Permitted<'owner'>): Promise<string> {
  const account = accountOf(viewer)
  if ((await consentFor(account)) !== 'pin') throw new PortalError('rejected', { message: 'support_mode' })
  const pin = String(randomInt(100_000_000)).padStart(8, '0')
  const { db } = await store()
  await keepPin(db, account, pinMac(account, pin), new Date())
  return seal(PIN, { pin }, PIN_LIMIT / 1000)
}

/** The eight digits in two groups. @throws PortalError `rejected` after its time */
export async function revealPin(sealed: string): Promise<string> {
  const pin = (await unseal(PIN, sealed))?.['pin']
  if (typeof pin !== 'string') throw new PortalError('rejected', { message: 'support_pin_over' })
  return pin.replace(/(?<=^.{4})/, ' ')
}

async function answer(viewer: Permitted<'owner'>, id: string, state: 'allowed' | 'refused'): Promise<null> {
  const { db } = await store()
  const said = { state, by: personKey(viewer.person) }
  if (await decideRequest(db, id, accountOf(viewer), said, new Date())) return null
  throw new PortalError('rejected', { message: 'support_request_over' })
}

/** The agent may come in. @throws PortalError `rejected` for a question that is over, or somebody else's */
export function allowVisit(viewer: Permitted<'owner'>, id: string): Promise<null> {
  return answer(viewer, id, 'allowed')
}

/** The agent may not, or no longer, unless they are in already. @throws as `allowVisit` */
export function refuseVisit(viewer: Permitted<'owner'>, id: string): Promise<null> {
  return answer(viewer, id, 'refused')
}

/** Only for the owner as WHMCS named them when the agent came or asked: nobody else of the account learns anything. */
export async function supportNews({
  location,
  clientId,
  person,
}: Pick<Session, 'location' | 'clientId' | 'person'>): Promise<SupportNews> {
  if (clientId === null) return { inside: [], asked: false }
  const { db } = await store()
  const account = { location, client: clientId }
  const now = new Date()
  const isTheirs = ({ owner }: { owner: Session['person'] }) => personKey(owner) === personKey(person)
  const [grants, asked] = await Promise.all([grantsOf(db, account, 2, now), requestsTo(db, account, now)])
  const inside = grants.filter((grant) => grant.endedAt === null && isTheirs(grant)).map(({ id }) => id)
  return { inside, asked: asked.some((one) => one.state === 'waiting' && isTheirs(one)) }
}
