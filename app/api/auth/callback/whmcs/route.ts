import { finishOidc } from '@/server/auth/oidc'
import { publicRoute } from '@/server/route'

/** The one page of next-auth's that is open: the rest (its own sign-in page, session update, log) does not exist. */
export const GET = publicRoute(finishOidc)
