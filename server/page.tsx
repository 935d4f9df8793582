import 'server-only'
import { randomUUID } from 'node:crypto'
import type { ReactNode } from 'react'
import { redirect, unstable_rethrow } from 'next/navigation'
import { connection } from 'next/server'
import { NotFound } from '@/components/layout/not-found'
import { Unavailable } from '@/components/layout/unavailable'
import { NotForSupport, PageNotForSupport } from '@/components/support/not-for-support'
import { parseId } from '@/lib/ids'
import type { Needs } from '@/lib/permissions'
import { currentViewer } from './access/current'
import type { Permitted } from './access/permitted'
import { permit } from './access/permitted'
import type { Viewer } from './access/viewer'
import { decide } from './access/viewer'
import { currentSession } from './auth/session'
import { brand } from './brand'
import { isUnavailable, PortalError } from './errors'
import { currentHost } from './hosts'
import { setStatus } from './observability/context'
import { errorFields, log } from './observability/log'
import { requestInfo } from './request'
import { isFresh } from './step-up'
import type { Session } from './store/sessions'
import { heldGrant } from './support/current'
import { refuseUnderGrant } from './support/refuse'
import { trace } from './support/trail'

async function signedInViewer(): Promise<Viewer> {
  const viewer = await currentViewer()
  if (viewer) return viewer
  if ((await heldGrant()).kind === 'over') redirect('/agent?ended=1')
  redirect((await currentSession()) ? '/accounts' : '/sign-in')
}

/** An agent's look at a page is on record before they see it. */
async function note({ support }: Viewer): Promise<void> {
  if (!support) return
  const info = await requestInfo()
  await trace(support, info, { event: 'support.view', outcome: 'done', target: info.path })
}

/** The permission check runs beside the read that it guards, and decides before anything of the read is used. */
async function loadPermitted<N extends Needs, T>(
  viewer: Viewer,
  needs: N,
  load: (viewer: Permitted<N>) => Promise<T>,
): Promise<{ decision: 'allow'; data: T } | { decision: 'forbidden' | 'no_account' }> {
  const loading = Promise.resolve(permit(viewer, needs)).then(load)
  // Refused, or failed earlier than the check: the answer is thrown away unseen, so is its error.
  loading.catch(() => null)
  const decision = decide(await viewer.rights(), needs)
  return decision === 'allow' ? { decision, data: await loading } : { decision }
}

export function report(error: unknown, needs: string): void {
  log('error', isUnavailable(error) ? 'page.unavailable' : 'page.failed', { needs, ...errorFields(error) })
}

/** What a page shows instead of itself, rendered by the server and with its true status. @throws what is no failure of the page's */
export async function instead(error: unknown, needs: string, home: '/' | '/agent' = '/'): Promise<ReactNode> {
  unstable_rethrow(error)
  if (error instanceof PortalError && error.code === 'not_found') {
    setStatus(404)
    return <NotFound brandName={brand().name} home={home} />
  }
  report(error, needs)
  if (!isUnavailable(error)) throw error
  setStatus(503)
  return <Unavailable brandName={brand().name} reference={(await requestInfo()).ref} />
}

/**
 * The one path down: who is asking, may they, then the use case, then the page. What is not theirs answers like what
 * does not exist. A WHMCS that does not answer leaves the page standing and says so.
 */
export async function read<N extends Needs, T>(
  needs: N,
  load: (viewer: Permitted<NoInfer<N>>) => Promise<T>,
  render: (data: T, viewer: Viewer) => ReactNode,
): Promise<ReactNode> {
  const viewer = await signedInViewer()
  try {
    const loaded = await loadPermitted(viewer, needs, load)
    if (loaded.decision === 'allow') {
      await note(viewer)
      return render(loaded.data, viewer)
    }
    redirect(loaded.decision === 'forbidden' ? `/no-access?to=${needs}` : '/accounts')
  } catch (error) {
    return instead(error, needs)
  }
}

/** A part of a page: absent without its permission or what it is about, and failing alone. */
export async function panel<N extends Needs, T>(
  needs: N,
  load: (viewer: Permitted<NoInfer<N>>) => Promise<T>,
  render: (data: T, viewer: Viewer) => ReactNode,
  failed: (reference: string) => ReactNode,
): Promise<ReactNode> {
  const viewer = await signedInViewer()
  try {
    const loaded = await loadPermitted(viewer, needs, load)
    return loaded.decision === 'allow' ? render(loaded.data, viewer) : null
  } catch (error) {
    unstable_rethrow(error)
    if (error instanceof PortalError && error.code === 'not_found') return null
    report(error, needs)
    return failed((await requestInfo()).ref)
  }
}

/** Null for an agent in an account: a person's own is none of theirs, and that they asked for it is on record. */
async function ownSession(): Promise<Session | null> {
  const info = await requestInfo()
  try {
    await refuseUnderGrant(info.path, info)
  } catch (error) {
    if (!(error instanceof PortalError)) throw error
    if (error.code === 'signed_out') redirect('/agent?ended=1')
    return null
  }
  return (await currentSession()) ?? redirect('/sign-in')
}

/** For the few pages between signing in and choosing an account. */
export async function readSession<T>(
  load: (session: Session) => Promise<T>,
  render: (data: T, session: Session) => ReactNode,
): Promise<ReactNode> {
  try {
    const session = await ownSession()
    return session ? render(await load(session), session) : <PageNotForSupport brandName={brand().name} />
  } catch (error) {
    return instead(error, 'session')
  }
}

/** A part of a page that is the person's own, whatever the account: their devices. It fails alone. */
export async function sessionPanel<T>(
  load: (session: Session) => Promise<T>,
  render: (data: T) => ReactNode,
  failed: (reference: string) => ReactNode,
): Promise<ReactNode> {
  try {
    const session = await ownSession()
    return session ? render(await load(session)) : <NotForSupport />
  } catch (error) {
    unstable_rethrow(error)
    report(error, 'session')
    return failed((await requestInfo()).ref)
  }
}

/** A page that anybody may open. It declares so, and learns whether the visitor is signed in already. */
export async function publicPage(): Promise<{ signedIn: boolean }> {
  // Nobody signs in as a customer on the agents' host.
  if ((await currentHost()) === 'agents') redirect('/agent')
  return { signedIn: (await currentSession()) !== null }
}

/** Whether a form on this page has to ask for the password again. */
export async function asksPassword(): Promise<boolean> {
  const session = await currentSession()
  return session !== null && !isFresh(session)
}

/** A page that reads nothing and shows nothing, to anybody. It waits for the request, so that no build answers it. */
export async function emptyPage(): Promise<void> {
  await connection()
}

/** What is not a plain positive integer is an id that does not exist. @throws PortalError `not_found` */
export function idParam(value: string): number {
  const id = parseId(value)
  if (id === null) throw new PortalError('not_found')
  return id
}

/**
 * A page made of panels only. It needs a session and an account that is still theirs; each panel asks for its own
 * permission. Ask it beside the panels: they share its calls. Without WHMCS's answer the panels say what is wrong.
 */
export async function signedInPage(): Promise<void> {
  const viewer = await signedInViewer()
  const rights = await viewer.rights().catch((error: unknown) => {
    if (isUnavailable(error)) return null
    throw error
  })
  if (rights && decide(rights, 'signed-in') === 'no_account') redirect('/accounts')
  await note(viewer)
}

/** Names one submission of a form on the page, so that it is never carried out twice. */
export function newIntent(): string {
  return randomUUID()
}
