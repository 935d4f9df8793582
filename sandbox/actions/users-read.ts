import { action, int, refuse, text } from './action.ts'
import { direction, likeText, page, paging, startsWith, where } from './listing.ts'

/** The names a user of a client may hold, in the documented order. */
export const PERMISSIONS = [
  'profile',
  'contacts',
  'products',
  'manageproducts',
  'productsso',
  'domains',
  'managedomains',
  'invoices',
  'quotes',
  'tickets',
  'affiliates',
  'emails',
  'orders',
]

const PREFIX = ['email', 'firstname', 'lastname', "firstname || ' ' || lastname"].map(startsWith).join(' OR ')

const getUsers = action({
  name: 'GetUsers',
  since: '8.1',
  params: { ...paging, sorting: text(), search: text() },
  run({ store }, params) {
    const term = likeText(params.search ?? '')
    const filter = where(term === '' ? undefined : [PREFIX, term, term, term, term])
    // GUESS: by id when nothing else is said.
    const { total, start, rows } = page(store, 'users', filter, `id ${direction(params.sorting, 'ASC')}`, params)
    return {
      totalresults: total,
      startnumber: start,
      numreturned: rows.length,
      users: rows.map((user) => ({
        id: user.id,
        firstname: user.firstname,
        lastname: user.lastname,
        email: user.email,
        datecreated: user.created_at,
        validationdata: '',
        clients: store
          .all('user_clients', 'WHERE user_id = ? ORDER BY client_id', user.id)
          .map((link) => ({ id: link.client_id, isOwner: link.owner === 1 })),
      })),
    }
  },
})

const getUserPermissions = action({
  name: 'GetUserPermissions',
  since: '8.0',
  params: { user_id: int(), client_id: int() },
  run({ store }, { user_id, client_id }) {
    const user = store.byId('users', user_id) ?? refuse('Invalid user id')
    const client = store.byId('clients', client_id) ?? refuse('Invalid client id')
    const link =
      store.first('user_clients', 'WHERE user_id = ? AND client_id = ?', user.id, client.id) ??
      refuse('User is not associated with client')
    const held = link.permissions.split(',')
    // GUESS: the page documents `result` alone; the list is given as GetPermissionsList gives it, an owner's in full.
    return { permissions: { permission: PERMISSIONS.filter((name) => link.owner === 1 || held.includes(name)) } }
  },
})

const getPermissionsList = action({
  name: 'GetPermissionsList',
  // The documented answer says `status` where every other says `result`.
  bare: true,
  params: {},
  run: () => ({ status: 'success', permissions: { permission: PERMISSIONS } }),
})

export const usersRead = [getUsers, getUserPermissions, getPermissionsList]
