import { publicRoute } from '@/server/route'
import { receiveReport } from '@/server/observability/csp-report'

/** Browsers report here what the content security policy stopped. */
export const POST = publicRoute(receiveReport)
