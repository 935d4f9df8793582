import { forSession } from '@/server/route'
import { supportNews } from '@/server/support/consent'

/** Whether support is in the account, or asks to come in: for the owner's open pages, which ask every few seconds. */
export const GET = forSession(async (session) => Response.json(await supportNews(session)))
