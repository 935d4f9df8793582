import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import { randomHex } from '../core/secrets.ts'
import { createUser, permissionList, userByEmail } from '../effects/accounts.ts'
import { logActivity } from '../effects/log.ts'
import { mailTo } from '../effects/mail.ts'
import { isEmail, sent } from '../effects/sent.ts'
import { setting, systemUrl } from '../world.ts'
import { action, int, refuse, text, type Call } from './action.ts'
import { encodeEntities } from './tickets-read.ts'

const TAKEN = 'A user already exists with that email address'
const INVALID = 'The email address entered is not valid'

const addUser = action({
  name: 'AddUser',
  since: '8.0',
  params: { firstname: text(), lastname: text(), email: text(), password2: text(), language: text() },
  run(call, { firstname, lastname, email, password2: password, language }) {
    if (!firstname) return refuse('You did not enter a first name')
    if (!lastname) return refuse('You did not enter a last name')
    if (!email) return refuse('You did not enter an email address')
    if (!password) return refuse('You did not enter a password')
    if (!isEmail(email)) return refuse(INVALID)
    if (userByEmail(call, email) !== undefined) return refuse(TAKEN)
    const id = createUser(call, { firstname, lastname, email, password, language })
    logActivity(call, `User Created - User ID: ${id}`)
    return { user_id: String(id) }
  },
})

const updateUser = action({
  name: 'UpdateUser',
  since: '8.0',
  params: { user_id: int(), firstname: text(), lastname: text(), email: text(), language: text() },
  run(call, { user_id, firstname, lastname, email, language }) {
    const user = call.store.byId('users', user_id) ?? refuse('Invalid User ID requested')
    // GUESS: an empty text is as good as none.
    const values = sent({
      firstname: firstname || undefined,
      lastname: lastname || undefined,
      email: email || undefined,
      language: language || undefined,
    })
    if (Object.keys(values).length === 0) {
      return refuse('One of `email`, `firstname`, `lastname`, or `language` is required')
    }
    if (email && !isEmail(email)) return refuse(INVALID)
    const other = email ? userByEmail(call, email) : undefined
    if (other !== undefined && other.id !== user.id) return refuse(TAKEN)
    // GUESS: a new address is not verified yet.
    const verified = email && email !== user.email ? { email_verified: 0 } : {}
    call.store.update('users', user.id, { ...values, ...verified, updated_at: timeOf(call.now) })
    logActivity(call, `User Updated - User ID: ${user.id}`)
    return { user_id: String(user.id) }
  },
})

const createClientInvite = action({
  name: 'CreateClientInvite',
  since: '8.0',
  params: { client_id: int(), email: text(), permissions: text() },
  run(call, { client_id, email, permissions = '' }) {
    if (!email) return refuse('Email is required')
    const client = call.store.byId('clients', client_id) ?? refuse('Invalid client id')
    if (!isEmail(email)) return refuse(INVALID)
    const allowed = permissionList(permissions)
    if (allowed === '') return refuse('User permissions are required')
    const user = userByEmail(call, email)
    if (user !== undefined && linkOf(call, user.id, client.id)) return refuse('User already associated with client')
    // GUESS: another invitation of the same person takes the place of the one that is open.
    call.store.remove('client_invites', 'WHERE client_id = ? AND email = ?', client.id, email)
    const token = randomHex(64)
    const created_at = timeOf(call.now)
    call.store.insert('client_invites', { client_id: client.id, email, permissions: allowed, token, created_at })
    const company = setting(call.store, 'CompanyName') ?? ''
    const link = `${systemUrl(call)}index.php?rp=/invite/${token}`
    const account = encodeEntities(client.companyname || `${client.firstname} ${client.lastname}`)
    const letter = `You have been given access to the account of ${account}. <a href="${link}">Accept invitation</a>`
    mailTo(call, email, {
      template: 'Account Access Invitation',
      subject: `You have been invited to access an account at ${company}`,
      text: letter,
    })
    logActivity(call, `User Invite Sent - ${email}`, client.id)
    return {}
  },
})

const linkOf = (call: Call, user: number, client: number): Row<'user_clients'> | undefined =>
  call.store.first('user_clients', 'WHERE user_id = ? AND client_id = ?', user, client)

interface Pair {
  user: Row<'users'>
  client: Row<'clients'>
}

function pair({ store }: Call, user_id: number | undefined, client_id: number | undefined): Pair {
  const user = store.byId('users', user_id) ?? refuse('Invalid user id')
  return { user, client: store.byId('clients', client_id) ?? refuse('Invalid client id') }
}

const updateUserPermissions = action({
  name: 'UpdateUserPermissions',
  since: '8.0',
  params: { user_id: int(), client_id: int(), permissions: text() },
  run(call, { user_id, client_id, permissions = '' }) {
    const { user, client } = pair(call, user_id, client_id)
    const link = linkOf(call, user.id, client.id)
    if (link?.owner === 1) return refuse('Permissions cannot be set on a client owner')
    // GUESS: a list without one known name defines nothing.
    const allowed = permissionList(permissions)
    if (allowed === '') return refuse('Missing permissions definition')
    if (link === undefined) return refuse('User is not associated with client')
    call.store.update('user_clients', link.id, { permissions: allowed, updated_at: timeOf(call.now) })
    logActivity(call, `User Permissions Updated - User ID: ${user.id}`, client.id)
    return {}
  },
})

const deleteUserClient = action({
  name: 'DeleteUserClient',
  since: '8.0',
  params: { user_id: int(), client_id: int() },
  run(call, { user_id, client_id }) {
    const { user, client } = pair(call, user_id, client_id)
    const link = linkOf(call, user.id, client.id) ?? refuse('User is not associated with client')
    if (link.owner === 1) return refuse('You cannot remove the account owner')
    call.store.remove('user_clients', 'WHERE id = ?', link.id)
    logActivity(call, `User Access Removed - User ID: ${user.id}`, client.id)
    return {}
  },
})

export const usersWrite = [addUser, updateUser, createClientInvite, updateUserPermissions, deleteUserClient]
