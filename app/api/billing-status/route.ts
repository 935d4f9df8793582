import { publicRoute } from '@/server/route'
import { isBillingAnswering } from '@/server/use-cases/billing-status'

/** Asked by a page whose billing data did not load, to load itself again as soon as that makes sense. */
export const GET = publicRoute(async () => Response.json({ answering: await isBillingAnswering() }))
