import 'server-only'
import { currentViewer } from './access/current'
import type { SupportNews } from '@/lib/schemas/support-consent'
import { decide } from './access/viewer'
import { currentSession } from './auth/session'
import { isUnavailable } from './errors'
import { locationName } from './locations'
import type { MenuEntry } from './menu'
import { supportNews } from './support/consent'
import { MENU, menuFor } from './menu'

export type Frame = {
  /** Null for a guest; the page will send them to sign in. */
  readonly email: string | null
  /** Which installation, where there are several. */
  readonly location: string | null
  /** Empty until an account is chosen: there is nothing to go to yet. */
  readonly menu: readonly MenuEntry[]
  /** One of the account's people who is not its owner. */
  readonly mayLeave: boolean
  /** Of agents in the account or at its door, for its owner; null for everybody else. */
  readonly support: SupportNews | null
  /** What is due, in WHMCS's own text; null when nothing is, or when the visitor may not know. */
  readonly due: string | null
}

/** What the shell around a page needs. It shares the page's own calls and costs none; when WHMCS is down it stands without them. */
export async function frame(): Promise<Frame> {
  const session = await currentSession()
  const viewer = await currentViewer()
  if (!viewer) {
    return { email: session?.email ?? null, location: null, menu: [], mayLeave: false, support: null, due: null }
  }
  const who = { email: session?.email ?? null, location: locationName(viewer.location) }
  try {
    const [rights, { counts }] = await Promise.all([viewer.rights(), viewer.account()])
    return {
      ...who,
      menu: menuFor(rights),
      mayLeave: rights.member && !rights.owner && !viewer.support,
      support: rights.owner && !viewer.support ? await supportNews(viewer) : null,
      due: decide(rights, 'invoices') === 'allow' && counts.unpaid > 0 ? counts.dueBalance : null,
    }
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return { ...who, menu: MENU, mayLeave: false, support: null, due: null }
  }
}
