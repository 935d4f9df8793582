import 'server-only'
import { personKey, samePerson } from '@/lib/ids'
import type { FormValues } from '@/lib/form-values'
import { PortalError } from './errors'
import type { Limit } from './store/counters'
import { clear, hit } from './store/counters'
import { store } from './store/current'
import type { Session } from './store/sessions'
import type { Writer } from './whmcs/client'
import { validateLogin } from './whmcs/users'

/** Whoever signed in this long ago at most need not prove it again (ASVS 7.5.1). In ms. */
const FRESH = 10 * 60_000

const TRIES: Limit = { name: 'step-up', max: 5, windowSeconds: 900 }

/** The field of a form that asks for the password again. */
export const CURRENT_PASSWORD = 'currentPassword'

export function isFresh({ authenticatedAt }: Pick<Session, 'authenticatedAt'>, now = new Date()): boolean {
  return now.getTime() - authenticatedAt.getTime() < FRESH
}

/** A form without the field that is not about the thing itself: its value is never stored, not even hashed. */
export function withoutPassword(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== CURRENT_PASSWORD))
}

/**
 * The session's own person, proved a short while ago or now by the password. Tries are counted before WHMCS is asked.
 *
 * @throws PortalError `rejected` at the field `currentPassword`; `rate_limited`
 */
export async function stepUp(whmcs: Writer, session: Session, values: FormValues): Promise<void> {
  if (isFresh(session)) return
  const password = values[CURRENT_PASSWORD]
  if (typeof password !== 'string' || password === '') {
    throw new PortalError('rejected', { fields: { [CURRENT_PASSWORD]: 'password_required' } })
  }
  const { db } = await store()
  const key = `${session.location} ${personKey(session.person)}`
  const { allowed } = await hit(db, TRIES, key, new Date())
  if (!allowed) throw new PortalError('rate_limited')
  const login = await validateLogin(whmcs, session.email, password)
  if (login.kind === 'refused' || !samePerson(login.person, session.person)) {
    throw new PortalError('rejected', { fields: { [CURRENT_PASSWORD]: 'password_wrong' } })
  }
  await clear(db, TRIES, key)
}
