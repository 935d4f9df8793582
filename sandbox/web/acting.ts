import type { Context } from 'hono'
import type { Acting } from '../effects/log.ts'
import { remoteAddress } from '../wire/socket.ts'
import type { World } from '../world.ts'
import { profileOf } from './people.ts'
import type { Visit } from './sessions.ts'

/** What a page tells the effects of itself. */
export const actingOn = ({ store, clock }: World, c: Context): Acting => ({
  store,
  now: clock.now(),
  ip: remoteAddress(c),
})

/** Does something in the person's name, all or nothing. GUESS: the activity log names the person's address. */
export function acting<T>({ world, c, person }: Visit, work: (call: Acting) => T): T {
  const who = { admin_id: 0, user_id: person.user, username: profileOf(world, person).email }
  return world.store.together(() => work({ ...actingOn(world, c), who }))
}
