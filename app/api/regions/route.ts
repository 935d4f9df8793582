import { regionsOf } from '@/server/regions'
import { publicRoute } from '@/server/route'

/** What a form offers as regions of a country. The same for everybody. */
export const GET = publicRoute((request) => {
  const country = new URL(request.url).searchParams.get('country') ?? ''
  return Promise.resolve(Response.json(regionsOf(country)))
})
