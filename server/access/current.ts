import 'server-only'
import { cache } from 'react'
import { currentSession } from '@/server/auth/session'
import type { Grant } from '@/server/store/grants'
import type { Session } from '@/server/store/sessions'
import { heldGrant } from '@/server/support/current'
import type { Reader, Writer } from '@/server/whmcs/client'
import { readOnly } from '@/server/whmcs/client'
import { installation } from '@/server/whmcs/installations'
import { masking } from '@/server/whmcs/masking'
import type { Viewer } from './viewer'
import { makeViewer } from './viewer'

/** Null when the session has not chosen an account yet. */
export function viewerOf<W extends Reader>(session: Session, whmcs: W): Viewer<W> | null {
  const { location, person, email, clientId } = session
  return clientId === null ? null : makeViewer({ location, person, email, clientId }, whmcs)
}

export function writerFor(session: Session): Writer {
  return installation(session.location)
}

export function readerFor(session: Session): Reader {
  return readOnly(installation(session.location))
}

/** An agent under a grant sees what the owner sees, over a connection that only reads, and hides some of it. */
export function viewerUnder(grant: Grant): Viewer {
  const { location, owner: person, client: clientId, writing } = grant
  return makeViewer(
    { location, person, email: '', clientId },
    masking(readOnly(installation(location)), writing?.class ?? null),
    { grant },
  )
}

/** The viewer of the page being rendered: layout, page and panels share it, and so its calls. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const held = await heldGrant()
  if (held.kind === 'living') return viewerUnder(held.grant)
  const session = await currentSession()
  return session && viewerOf(session, readerFor(session))
})
