import { createUser, linkUser, userByEmail } from '../effects/accounts.ts'
import { DEMO_PASSWORD } from '../seed/planter.ts'
import type { World } from '../world.ts'

export interface Accepted {
  user_id: number
  client_ids: number[]
}

/** What following the link of an invitation does: whoever has no user yet gets one, with the demo password. */
export function acceptInvites(world: World, email: string): Accepted {
  const { store } = world
  const call = { store, now: world.clock.now() }
  const invites = store.all('client_invites', 'WHERE email = ? ORDER BY id', email)
  if (invites.length === 0) throw new Error(`No invitation is open for ${email}.`)
  return store.together(() => {
    const [name = ''] = email.split('@')
    const user =
      userByEmail(call, email)?.id ??
      createUser(call, { firstname: name, lastname: 'Invited', email, password: DEMO_PASSWORD })
    store.update('users', user, { email_verified: 1 })
    for (const { client_id, permissions } of invites) {
      if (store.count('user_clients', 'WHERE user_id = ? AND client_id = ?', user, client_id) > 0) continue
      linkUser(call, { user_id: user, client_id, owner: 0, permissions })
    }
    store.remove('client_invites', 'WHERE email = ?', email)
    return { user_id: user, client_ids: invites.map((invite) => invite.client_id) }
  })
}
