import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LocationId } from '@/lib/ids'
import { PortalError } from '@/server/errors'
import type { Writer } from '@/server/whmcs/client'
import { WhmcsError } from '@/server/whmcs/errors'
import { installation, installations } from '@/server/whmcs/installations'
import type { LoginResult } from '@/server/whmcs/users'
import { validateLogin } from '@/server/whmcs/users'

/** How long an installation that is slow may keep somebody waiting whom another one knows, in ms. */
const PATIENCE = 1500

type Accepted = { readonly whmcs: Writer; readonly login: Exclude<LoginResult, { kind: 'refused' }> }

/** A lost answer is no riddle here, as it is for other writes: nobody was signed in, and the person may try again. */
async function ask(whmcs: Writer, email: string, password: string): Promise<LoginResult> {
  try {
    return await validateLogin(whmcs, email, password)
  } catch (error) {
    if (error instanceof WhmcsError && error.failure === 'outcome_unknown') {
      throw new PortalError('unavailable', { cause: error })
    }
    throw error
  }
}

type Asked = { readonly accepted: Accepted[]; readonly refused: LocationId[]; readonly failed: unknown[] }

/** One installation's answer goes to its list; whoever is slow is waited for only while nobody has said yes. */
async function askAll(all: readonly Writer[], email: string, password: string): Promise<Asked> {
  const asked: Asked = { accepted: [], refused: [], failed: [] }
  const saidYes = all.map(async (whmcs) => {
    const login = await ask(whmcs, email, password).catch((error: unknown) => void asked.failed.push(error))
    if (login?.kind === 'refused') asked.refused.push(whmcs.location)
    else if (login) asked.accepted.push({ whmcs, login })
    return login !== undefined && login.kind !== 'refused'
  })
  const everybody = Promise.all(saidYes)
  const somebody = Promise.any(saidYes.map(async (yes) => (await yes) || Promise.reject(new Error('said no'))))
  await Promise.race([everybody, somebody.then(() => sleep(PATIENCE)).catch(() => everybody)])
  return { ...asked, accepted: [...asked.accepted] }
}

/**
 * Who knows this address and password: the installation that was named, or every one. An installation that does not
 * answer keeps nobody out whom another one knows.
 *
 * @returns nobody, when all that were asked said no
 * @throws PortalError `unavailable` (`location_down`) when nobody said yes and somebody did not answer; with one
 *   installation, why that one did not
 */
export async function whoAccepts(
  wanted: LocationId | null,
  email: string,
  password: string,
): Promise<Omit<Asked, 'failed'>> {
  const all = wanted ? [installation(wanted)] : [...installations().values()]
  const { accepted, refused, failed } = await askAll(all, email, password)
  if (accepted.length === 0 && failed.length > 0) {
    if (all.length === 1) throw failed[0]
    throw new PortalError('unavailable', { message: 'location_down', cause: failed[0] })
  }
  return { accepted, refused }
}
