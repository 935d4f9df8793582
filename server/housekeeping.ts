import 'server-only'
import { refreshIndex } from './cancellation-index'
import { errorFields, log } from './observability/log'
import { reconcile } from './operations/reconcile'
import { pruneAgentSessions } from './store/agent-sessions'
import { auditHead } from './store/audit'
import { prunePins } from './store/consents'
import { pruneChallenges } from './store/challenges'
import { pruneCounters } from './store/counters'
import { store } from './store/current'
import { pruneGrants } from './store/grants'
import { pruneIntents } from './store/intents'
import { pruneSessions } from './store/sessions'
import { pruneRequests, VISITS_KEPT } from './store/support-requests'
import { watchSupport } from './support/watch'
import { installation, installations } from './whmcs/installations'

const HOUR_MS = 60 * 60 * 1000
const RECONCILE_MS = 15_000
const WATCH_MS = 5 * 60 * 1000

/** Rows that nothing will ask for again. The audit is never pruned. */
async function prune(): Promise<void> {
  const { db } = await store()
  const now = new Date()
  const counts = await Promise.all([
    pruneSessions(db, now),
    pruneAgentSessions(db, now),
    pruneChallenges(db, now),
    pruneIntents(db, now),
    pruneCounters(db, now),
    prunePins(db, now),
    pruneRequests(db, now),
    pruneGrants(db, new Date(now.getTime() - VISITS_KEPT)),
  ])
  log('debug', 'store.pruned', { count: counts.reduce((sum, count) => sum + count, 0) })
}

/**
 * The end of the audit chain goes to the log, which is kept elsewhere: whoever rewrites the whole chain in the store
 * contradicts it.
 */
async function logAuditHead(): Promise<void> {
  const { db } = await store()
  const head = await auditHead(db)
  if (head) log('info', 'audit.head', { count: head.seq, code: head.hash })
}

/** WHMCS's lists of cancellation requests, before a customer waits for them. One that does not answer harms no other. */
async function refreshIndices(): Promise<void> {
  const { db } = await store()
  for (const [location, whmcs] of installations()) {
    await refreshIndex(db, { location, whmcs }, new Date()).catch((error: unknown) => {
      log('warn', 'cancellations.rebuild', errorFields(error))
    })
  }
}

/** Every hour; several processes may do it at once. A failure is logged, and the next hour tries again. */
export function startHousekeeping(): void {
  setInterval(() => {
    Promise.all([prune(), logAuditHead(), refreshIndices()]).catch((error: unknown) => {
      log('error', 'housekeeping.failed', errorFields(error))
    })
  }, HOUR_MS).unref()
}

/** Every five minutes: what agents do that is unusual. */
export function startWatching(): void {
  setInterval(() => {
    store()
      .then(({ db }) => watchSupport(db, new Date()))
      .catch((error: unknown) => log('error', 'housekeeping.failed', errorFields(error)))
  }, WATCH_MS).unref()
}

let reconciling = false

/** Every 15 seconds, one round at a time: what became of operations whose answer was lost. */
export function startReconciling(): void {
  setInterval(() => {
    if (reconciling) return
    reconciling = true
    store()
      .then(({ db }) => reconcile(db, installation, new Date()))
      .catch((error: unknown) => log('error', 'housekeeping.failed', errorFields(error)))
      .finally(() => (reconciling = false))
  }, RECONCILE_MS).unref()
}
