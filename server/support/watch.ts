import 'server-only'
import { createTranslator } from 'next-intl'
import { ownMessages } from '@/lib/i18n/catalogue'
import { agentKey } from '@/lib/ids'
import { env } from '@/server/env'
import { locations } from '@/server/locations'
import { sendMail } from '@/server/mail'
import { errorFields, log } from '@/server/observability/log'
import { agentAddress } from '@/server/request'
import { listAgents } from '@/server/store/agents'
import { rowsSince } from '@/server/store/audit-search'
import type { Db } from '@/server/store/db'
import type { RaisedAlarm } from '@/server/store/support-alarms'
import { claimAlarms, raiseAlarms, releaseAlarms } from '@/server/store/support-alarms'
import { followedUp, visitsSince, visitsToFollowUp } from '@/server/store/visits'
import { readOnly } from '@/server/whmcs/client'
import { installation } from '@/server/whmcs/installations'
import type { AlarmRules, Visit } from './alarms'
import { alarmsOf } from './alarms'
import { ANSWER_WITHIN, wasAnswered } from './answered'

const DAY_MS = 86_400_000
/** Tickets that one round asks WHMCS for. */
const FOLLOW_UPS = 20
const ROWS = 20_000

function rules(): AlarmRules {
  const { PORTAL_SUPPORT_HOURS: hours, PORTAL_SUPPORT_WATCHED: watched } = env()
  const [first] = locations()
  const named = watched.map((one) => (one.includes(':') ? one : `${first?.id ?? ''}:${one}`))
  return { hours: hours ?? null, watched: new Set(named) }
}

/** Those a day old, with whether their ticket was answered. Where WHMCS does not answer, the next round asks again. */
async function followUps(db: Db, now: Date): Promise<Visit[]> {
  const due = await visitsToFollowUp(db, new Date(now.getTime() - ANSWER_WITHIN), FOLLOW_UPS)
  const asked = await Promise.all(
    due.map(async (visit): Promise<Visit[]> => {
      try {
        return [{ ...visit, answered: await wasAnswered(readOnly(installation(visit.location)), visit) }]
      } catch (error) {
        log('warn', 'support.follow-up', errorFields(error))
        return []
      }
    }),
  )
  return asked.flat()
}

async function tell(db: Db, now: Date): Promise<void> {
  const alarms = await claimAlarms(db, now)
  const { PORTAL_SUPPORT_ALERTS: to } = env()
  if (alarms.length === 0 || to.length === 0) return
  try {
    const letter = letterOf(alarms, new Map((await listAgents(db)).map(({ id, name }) => [agentKey(id), name])))
    for (const address of to) await sendMail(address, letter)
  } catch (error) {
    await releaseAlarms(
      db,
      alarms.map(({ key }) => key),
    )
    throw error
  }
}

/** In the portal's own language. Names of agents and numbers of accounts: nothing of a customer's. */
function letterOf(alarms: readonly RaisedAlarm[], names: ReadonlyMap<string, string>) {
  const locale = env().PORTAL_LANGUAGE
  const t = createTranslator({ locale, messages: ownMessages(locale), namespace: 'alarms' })
  const lines = alarms.map(({ kind, agent, account, count, at }) => {
    const who = names.get(agentKey(agent)) ?? agentKey(agent)
    const where = account ? ` (#${account.client}, ${account.location})` : ''
    return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${t.markup(kind, { agent: () => who, count })}${where}`
  })
  const text = [...lines, t('mail', { address: agentAddress('/agent/audit') })].join('\n\n')
  return { subject: t('subject', { count: alarms.length }), text }
}

/**
 * One round: what was unusual since yesterday, and what a day-old visit left unanswered, is raised and mailed, each once.
 * Any number of processes may run it.
 */
export async function watchSupport(db: Db, now: Date): Promise<void> {
  const yesterday = new Date(Math.floor(now.getTime() / DAY_MS - 1) * DAY_MS)
  const [begun, followed] = await Promise.all([visitsSince(db, yesterday), followUps(db, now)])
  const known = new Set(followed.map(({ id }) => id))
  const visits = [...followed, ...begun.filter(({ id }) => !known.has(id)).map((one) => ({ ...one, answered: null }))]
  const rows = await rowsSince(db, ['support.reveal', 'support.refused'], yesterday, ROWS)
  await raiseAlarms(db, alarmsOf(visits, rows, rules()), now)
  // Noted last: what was found out is raised by then.
  await followedUp(db, [...known], now)
  await tell(db, now)
}
