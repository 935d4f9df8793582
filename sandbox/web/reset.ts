import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { RESET_LIFETIME, resetLetter } from '../actions/reset-password.ts'
import { hashPassword, randomHex } from '../core/secrets.ts'
import { mailTo } from '../effects/mail.ts'
import type { World } from '../world.ts'
import { field } from '../wire/php-form.ts'
import { actingOn } from './acting.ts'
import { frame, notice, problem } from './html.ts'
import { hasUsers } from './people.ts'
import { readForm } from './sessions.ts'
import { same } from './totp.ts'

const requestForm = html`<p>Forgotten your password? Enter your email address below to begin the reset process.</p>
  <form method="post" action="/pwreset.php">
    <label>Email Address <input type="email" name="email" required /></label>
    <button type="submit">Submit</button>
  </form>`

/** Keeps the token with whom the address belongs to; answers whether there is anybody. */
function keepToken(world: World, email: string, token: string): boolean {
  const { store } = world
  const reset_expires = world.clock.now().getTime() + RESET_LIFETIME
  const user = hasUsers(world) ? store.first('users', 'WHERE email = ?', email) : undefined
  if (user !== undefined) store.update('users', user.id, { reset_token: token, reset_expires })
  if (hasUsers(world)) return user !== undefined
  const client = store.first('clients', 'WHERE email = ?', email)
  if (client !== undefined) store.update('clients', client.id, { pwresetkey: token })
  return client !== undefined
}

/** `POST /pwreset.php` says the same whether or not the address is known. */
async function request(world: World, c: Context): Promise<Response> {
  const email = field(await readForm(c), 'email')
  const token = randomHex(32)
  if (keepToken(world, email, token)) mailTo(actingOn(world, c), email, resetLetter(world, token))
  const said = 'If the email address is known to us, a message with further instructions has been sent to it.'
  return c.html(frame('Password Reset', notice(said)))
}

/** Whose link it is: of a user, or before 8.0 of a client or of a contact that signs in. */
function ownerOf(world: World, token: string): { table: 'users' | 'clients' | 'contacts'; id: number } | undefined {
  const { store } = world
  if (token === '') return undefined
  if (hasUsers(world)) {
    const user = store.first('users', 'WHERE reset_token = ?', token)
    const good = user !== undefined && same(user.reset_token, token)
    return good && world.clock.now().getTime() <= user.reset_expires ? { table: 'users', id: user.id } : undefined
  }
  const client = store.first('clients', 'WHERE pwresetkey = ?', token)
  if (client !== undefined) return { table: 'clients', id: client.id }
  const contact = store.first('contacts', 'WHERE pwresetkey = ? AND subaccount = 1', token)
  return contact === undefined ? undefined : { table: 'contacts', id: contact.id }
}

const passwordForm = (text: string) =>
  html`${problem(text)}
    <form method="post">
      <label>New Password <input type="password" name="newpw" autocomplete="new-password" required /></label>
      <label
        >Confirm New Password <input type="password" name="confirmpw" autocomplete="new-password" required
      /></label>
      <button type="submit">Save Changes</button>
    </form>`

const SESSIONS = {
  users: 'WHERE user_id = ?',
  clients: 'WHERE contact_id = 0 AND user_id = 0 AND client_id = ?',
  contacts: 'WHERE contact_id = ?',
} as const

const INVALID = 'The password reset link is invalid or has expired. Please request a new one.'

/** The page the mailed link leads to. */
async function redeem(world: World, c: Context, token: string): Promise<Response> {
  const owner = ownerOf(world, token)
  if (owner === undefined) return c.html(frame('Password Reset', problem(INVALID)))
  if (c.req.method !== 'POST') return c.html(frame('Password Reset', passwordForm('')))
  const form = await readForm(c)
  const chosen = field(form, 'newpw')
  // GUESS: the texts, and that five letters are enough.
  if (chosen.length < 5) return c.html(frame('Password Reset', passwordForm('Please choose a longer password.')))
  if (chosen !== field(form, 'confirmpw')) {
    return c.html(frame('Password Reset', passwordForm('The passwords do not match.')))
  }
  const password = hashPassword(chosen)
  if (owner.table === 'users') world.store.update('users', owner.id, { password, reset_token: '', reset_expires: 0 })
  else world.store.update(owner.table, owner.id, { password, pwresetkey: '' })
  // GUESS: other sessions of the person end with the old password.
  world.store.remove('web_sessions', SESSIONS[owner.table], owner.id)
  const done = html`${notice('Your password has been reset.')}
    <p><a href="/login.php">Login</a></p>`
  return c.html(frame('Password Reset', done))
}

const LINK = /^\/password\/reset\/(?:use\/key|redeem)\/([0-9a-f]+)$/

export function resetRoutes(world: World): Hono {
  const app = new Hono()
  app.get('/pwreset.php', (c) => c.html(frame('Password Reset', requestForm)))
  app.post('/pwreset.php', (c) => request(world, c))
  app.on(['GET', 'POST'], '/index.php', async (c, next) => {
    const token = LINK.exec(c.req.query('rp') ?? '')?.[1]
    return token === undefined ? next() : redeem(world, c, token)
  })
  return app
}
