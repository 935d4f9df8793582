import { randomHex } from '../core/secrets.ts'
import { userByEmail } from '../effects/accounts.ts'
import { logActivity } from '../effects/log.ts'
import { mailClient, mailTo, type Letter } from '../effects/mail.ts'
import { isEmail } from '../effects/sent.ts'
import { systemUrl } from '../world.ts'
import { action, int, refuse, text, type Call } from './action.ts'

/** A link is good for an hour. */
export const RESET_LIFETIME = 3_600_000
const NEITHER = 'Please enter the email address or provide the id'

// GUESS: the path of the link; that it is good for an hour was seen in the wild.
export const resetLetter = (call: Pick<Call, 'store'>, token: string): Letter => ({
  template: 'Password Reset Validation',
  subject: 'Your login details',
  text: `To reset your password, <a href="${systemUrl(call)}index.php?rp=/password/reset/use/key/${token}">follow this link</a>.`,
})

function resetUser(call: Call, id: number | undefined, email: string | undefined): void {
  if (!id && !email) refuse(NEITHER)
  if (!id && !isEmail(email ?? '')) refuse('Please provide a valid email address')
  const found = id ? call.store.byId('users', id) : userByEmail(call, email ?? '')
  const user = found ?? refuse('User Not Found')
  const token = randomHex(32)
  call.store.update('users', user.id, { reset_token: token, reset_expires: call.now.getTime() + RESET_LIFETIME })
  mailTo(call, user.email, resetLetter(call, token))
  logActivity(call, `Password Reset Requested - User ID: ${user.id}`)
}

/** Before 8.0 clients signed in, and contacts that were sub-accounts; a contact is found by its address only. */
function resetClient(call: Call, id: number | undefined, email: string | undefined, answer: string): void {
  const { store } = call
  if (!id && !email) refuse(NEITHER)
  const client = id
    ? (store.byId('clients', id) ?? refuse('Client ID Not Found'))
    : store.first('clients', 'WHERE email = ?', email ?? '')
  const pwresetkey = randomHex(32)
  if (client !== undefined) {
    // GUESS: a security question that is not answered rightly stops the reset, in the client area's words.
    if (client.securityqid > 0 && client.securityqans !== answer) refuse('The answer you entered was incorrect')
    store.update('clients', client.id, { pwresetkey })
    mailClient(call, client.id, 'general', resetLetter(call, pwresetkey))
    logActivity(call, `Password Reset Requested - User ID: ${client.id}`, client.id)
    return
  }
  const login = store.first('contacts', 'WHERE email = ? AND subaccount = 1', email ?? '')
  const contact = login ?? refuse('No account was found with the email address you entered')
  store.update('contacts', contact.id, { pwresetkey })
  mailTo(call, contact.email, resetLetter(call, pwresetkey), contact.userid)
  logActivity(call, `Password Reset Requested - Contact ID: ${contact.id}`, contact.userid)
}

const resetPassword = action({
  name: 'ResetPassword',
  params: { id: int(), email: text(), answer: text({ removed: '8.0' }) },
  run(call, { id, email, answer = '' }) {
    if (call.is('8.0')) resetUser(call, id, email)
    else resetClient(call, id, email, answer)
    return {}
  },
})

export const resetPasswords = [resetPassword]
