import { timeOf } from '../core/clock.ts'
import { ADMIN, logActivity } from '../effects/log.ts'
import { action, bool, int, phpInt, refuse, text, type Call } from './action.ts'

const addClientNote = action({
  name: 'AddClientNote',
  params: { userid: int(), notes: text(), sticky: bool() },
  run(call, { userid, notes, sticky }) {
    const client = call.store.byId('clients', userid) ?? refuse('Client ID not found')
    if (!notes) return refuse('Notes can not be empty')
    const now = timeOf(call.now)
    const id = call.store.insert('client_notes', {
      userid: client.id,
      adminid: ADMIN.id,
      created: now,
      modified: now,
      note: notes,
      sticky: sticky ? 1 : 0,
    })
    logActivity(call, `Added Client Note - User ID: ${client.id}`, client.id)
    return { noteid: String(id) }
  },
})

/** The parameter was called userid before 8.0. */
function about(call: Call, clientid: number | undefined): number {
  const old = call.raw['userid']
  return clientid ?? (!call.is('8.0') && typeof old === 'string' ? phpInt(old) : 0)
}

const logActivityAction = action({
  name: 'LogActivity',
  params: { clientid: int({ since: '8.0' }), description: text() },
  run(call, { clientid, description = '' }) {
    // GUESS: the page names no refusal, so a missing description makes an empty line.
    logActivity(call, description, about(call, clientid))
    return {}
  },
})

export const systemWrite = [addClientNote, logActivityAction]
