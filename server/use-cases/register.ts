import 'server-only'
import type { LocationId } from '@/lib/ids'
import type { NewClient } from '@/lib/schemas/client'
import { customName } from '@/lib/schemas/profile'
import type { AnotherAccountInput, RegisterInput, RegistrationPolicy } from '@/lib/schemas/register'
import { env } from '@/server/env'
import { PortalError } from '@/server/errors'
import type { Location } from '@/server/locations'
import { findLocation } from '@/server/locations'
import type { Letter } from '@/server/mail'
import { sendMail } from '@/server/mail'
import { errorFields, log } from '@/server/observability/log'
import { storedPhone } from '@/server/phone'
import { registrationPolicy } from '@/server/profile-policy'
import type { RequestInfo } from '@/server/request'
import { append } from '@/server/store/audit'
import type { Limit } from '@/server/store/counters'
import { clear, hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import { addClient } from '@/server/whmcs/clients'
import { installation } from '@/server/whmcs/installations'
import { WhmcsError } from '@/server/whmcs/errors'
import { refusalOf } from '@/server/whmcs/refusals'
import { listCurrencies } from '@/server/whmcs/settings'
import { emailKey } from './email-key'

const PER_ADDRESS: Limit = { name: 'register.address', max: 5, windowSeconds: 3600 }
const PER_ACCOUNT: Limit = { name: 'register.account', max: 3, windowSeconds: 86_400 }
/** A double click and a second try are one. */
const ONCE: Limit = { name: 'register.once', max: 1, windowSeconds: 300 }

type Sender = Pick<RequestInfo, 'ip' | 'ref'>

/** A new customer, and of which installation. */
export type Registration = { readonly location: LocationId; readonly account: NewClient }

/** What is mailed to the address when WHMCS itself has nothing to send to it. */
export type RegisterLetters = Readonly<Record<'taken' | 'failed', Letter>>

export function isRegistrationOpen(): boolean {
  return env().PORTAL_REGISTRATION === 'open'
}

/** Whose customer it will be: the one that was chosen, which the form's schema knows, or the only one. */
function chosen(input: RegisterInput): Location {
  const location = findLocation(text(input, 'location'))
  if (!location) throw new PortalError('invalid', { fields: { location: 'place_required' } })
  return location
}

function text(input: AnotherAccountInput, name: string): string {
  const value = input[name]
  return typeof value === 'string' ? value : ''
}

function customFieldsOf(input: AnotherAccountInput, { customFields }: RegistrationPolicy) {
  return customFields.map((field) => {
    const value = text(input, customName(field))
    if (field.options && !field.options.includes(value)) {
      throw new PortalError('invalid', { fields: { [customName(field)]: 'choice' } })
    }
    return [field.id, value] as const
  })
}

/**
 * Name by name: nothing else can be said about an account from outside. What WHMCS would refuse about a field is refused
 * here, because nobody is there any more to be told when WHMCS is asked.
 */
export function accountOf(input: AnotherAccountInput, language: string) {
  const policy = registrationPolicy()
  const country = text(input, 'country').toUpperCase()
  const custom = customFieldsOf(input, policy)
  return {
    firstName: text(input, 'firstName'),
    lastName: text(input, 'lastName'),
    company: text(input, 'company'),
    email: input.email,
    country,
    address1: text(input, 'address1'),
    address2: text(input, 'address2'),
    postcode: text(input, 'postcode'),
    city: text(input, 'city'),
    state: text(input, 'state'),
    phone: storedPhone(text(input, 'phone'), country),
    marketing: input.marketing.includes('yes'),
    language,
    ...(text(input, 'taxId') !== '' && { taxId: text(input, 'taxId') }),
    ...(custom.length > 0 && { customFields: Object.fromEntries(custom) }),
  }
}

/**
 * Everything that is decided before the answer, and nothing of it goes by the address: whether it is open, how often this
 * sender has registered, whether the fields are good, whether WHMCS answers.
 * @throws PortalError `not_found` when it is closed, `rate_limited`, `invalid`; WhmcsError when WHMCS does not answer
 */
export async function prepareRegistration(
  input: RegisterInput,
  language: string,
  { ip }: Sender,
): Promise<Registration> {
  if (!isRegistrationOpen()) throw new PortalError('not_found')
  const location = chosen(input).id
  const account = { ...accountOf(input, language), password: input.password, ip }
  const { db } = await store()
  const { allowed } = await hit(db, PER_ADDRESS, ip, new Date())
  if (!allowed) throw new PortalError('rate_limited')
  await listCurrencies(installation(location))
  return { location, account }
}

async function mayAsk(once: string, email: string): Promise<boolean> {
  const { db } = await store()
  const first = await hit(db, ONCE, once, new Date())
  return first.allowed && (await hit(db, PER_ACCOUNT, email, new Date())).allowed
}

/** A call whose answer was lost may have made the account: nobody can say that it failed. */
function outcomeOf(error: unknown): 'unknown' | 'failed' {
  return error instanceof WhmcsError && error.failure === 'outcome_unknown' ? 'unknown' : 'failed'
}

/**
 * Makes the account, after the answer was sent. WHMCS mails its welcome; to an address that somebody has already, and
 * when it does not work, the portal writes itself: the person learns it in their mailbox, and nobody learns it elsewhere.
 */
export async function register(
  { location, account }: Registration,
  letters: RegisterLetters,
  { ip, ref }: Sender,
): Promise<void> {
  const email = emailKey(account.email)
  const once = `${location} ${email}`
  if (!(await mayAsk(once, email))) {
    log('info', 'register', { outcome: 'limited' })
    return
  }
  const { db } = await store()
  const entry = { location, actor: 'anonymous', client: null, event: 'register', ref, ip }
  await append(db, { ...entry, at: new Date(), outcome: 'attempted' })
  try {
    const client = await addClient(installation(location), account)
    await append(db, { ...entry, at: new Date(), client, outcome: 'done' })
  } catch (error) {
    const taken = refusalOf(error)?.code === 'email_taken'
    if (!taken) log('error', 'register', { outcome: 'failed', ...errorFields(error) })
    await append(db, { ...entry, at: new Date(), outcome: taken ? 'refused' : outcomeOf(error) })
    await sendMail(account.email, taken ? letters.taken : letters.failed)
    if (!taken) await clear(db, ONCE, once)
  }
}
