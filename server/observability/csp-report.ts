import 'server-only'
import { z } from 'zod'
import { requestInfo } from '@/server/request'
import { hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import { log } from './log'

const LIMIT = { name: 'csp-report', max: 20, windowSeconds: 60 } as const
const MAX_BYTES = 8_192

const report = z.object({ 'csp-report': z.object({ 'effective-directive': z.string().max(60) }) })

/** Keeps the directive and nothing else: an address in a report may name what a customer looked at. */
export async function receiveReport(request: Request): Promise<Response> {
  const [{ ip }, { db }] = await Promise.all([requestInfo(), store()])
  const { allowed } = await hit(db, LIMIT, ip, new Date())
  const text = allowed ? await request.text() : ''
  if (text !== '' && text.length <= MAX_BYTES) {
    const parsed = z.string().transform((body, context) => {
      try {
        return report.parse(JSON.parse(body))
      } catch {
        context.addIssue({ code: 'custom', message: 'not a report' })
        return z.NEVER
      }
    })
    const { data } = parsed.safeParse(text)
    if (data) log('warn', 'csp.violation', { name: data['csp-report']['effective-directive'] })
  }
  return new Response(null, { status: 204 })
}
