import 'server-only'
import { currentViewer } from './access/current'
import { decide } from './access/viewer'
import { currentSession } from './auth/session'
import { isUnavailable } from './errors'

export type Frame = {
  /** Null for a guest; the page will send them to sign in. */
  readonly email: string | null
  /** False until an account is chosen: there is nothing to go to yet. */
  readonly entered: boolean
  readonly invoices: boolean
  readonly contacts: boolean
  readonly emails: boolean
  /** What is due, in WHMCS's own text; null when nothing is, or when the visitor may not know. */
  readonly due: string | null
}

/** What the shell around a page needs. It shares the page's own calls and costs none; when WHMCS is down it stands without them. */
export async function frame(): Promise<Frame> {
  const session = await currentSession()
  const viewer = await currentViewer()
  if (!session || !viewer) {
    return { email: session?.email ?? null, entered: false, invoices: false, contacts: false, emails: false, due: null }
  }
  try {
    const [rights, { counts }] = await Promise.all([viewer.rights(), viewer.account()])
    const invoices = decide(rights, 'invoices') === 'allow'
    return {
      email: session.email,
      entered: true,
      invoices,
      contacts: decide(rights, 'contacts') === 'allow',
      emails: decide(rights, 'emails') === 'allow',
      due: invoices && counts.unpaid > 0 ? counts.dueBalance : null,
    }
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return { email: session.email, entered: true, invoices: true, contacts: true, emails: true, due: null }
  }
}
