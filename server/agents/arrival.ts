import 'server-only'
import { currentHost } from '@/server/hosts'
import { requestInfo } from '@/server/request'
import { enter, journeyOf, visitOf } from './cookie'
import { isProviderConfigured } from './provider'
import { arrive } from './provider-sign-in'

/** Relative, so that it holds behind every proxy. */
function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } })
}

/** What was remembered of the journey is used up by arriving, whatever comes of it. */
export async function arriveAgent(request: Request): Promise<Response> {
  if (!isProviderConfigured() || (await currentHost()) === 'customers') return new Response(null, { status: 404 })
  const journey = await journeyOf()
  const signedIn = await arrive(journey, new URL(request.url).search, await visitOf(await requestInfo()))
  if (!signedIn) return seeOther('/agent/sign-in?error=provider')
  await enter(signedIn)
  return seeOther(journey?.next ?? '/agent')
}
