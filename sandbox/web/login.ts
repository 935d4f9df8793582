import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { field, type PhpArray } from '../wire/php-form.ts'
import { remoteAddress } from '../wire/socket.ts'
import type { World } from '../world.ts'
import { badToken, challengePage, loginPage, withPerson } from './guard.ts'
import { frame, page, tokenField } from './html.ts'
import { checkSecondFactor, clientsOf, enter, findPerson, needsSecondFactor, type Person } from './people.ts'
import {
  columnsOf,
  endSession,
  findSession,
  halfOf,
  hasToken,
  isSomebody,
  personOf,
  readForm,
  startSession,
  type Visit,
} from './sessions.ts'

const HOME = '/clientarea.php'

/** Opens the session, under a new id, and goes where the person wanted to go. */
function welcome(world: World, c: Context, found: Person, wanted: string): Response {
  const person = enter(world, found, remoteAddress(c))
  const mustChoose = person.client === 0 && clientsOf(world, person.user).length > 1
  // Whoever signs in to another application is known there as a user: no account is to be chosen.
  const choose = mustChoose && !wanted.startsWith('/oauth/')
  startSession(world, c, { ...columnsOf(person), wanted: choose ? wanted : '' })
  return c.redirect(choose ? '/user/accounts' : wanted || HOME)
}

// GUESS: no token is asked for, since WHMCS lets a login form stand on another site.
async function login(world: World, c: Context, form: PhpArray): Promise<Response> {
  const person = findPerson(world, field(form, 'username'), field(form, 'password'))
  if (person === undefined) return loginPage(world, c, 'Login Details Incorrect. Please try again.')
  const wanted = findSession(world, c)?.wanted ?? ''
  if (!needsSecondFactor(world, person)) return welcome(world, c, person, wanted)
  const half = { half_user: person.user, half_contact: person.contact, half_client: person.client }
  startSession(world, c, { ...half, wanted })
  return c.redirect('/login.php')
}

function second(world: World, c: Context, code: string): Response | Promise<Response> {
  const session = findSession(world, c)
  if (session === undefined || !isSomebody(halfOf(session))) return loginPage(world, c)
  const half = halfOf(session)
  if (!checkSecondFactor(world, half, code)) {
    return challengePage(c, 'The second factor you supplied was incorrect. Please try again.')
  }
  return welcome(world, c, half, session.wanted)
}

/** `POST /login.php`, and wherever else the login form may be sent. */
export async function postLogin(world: World, c: Context, form: PhpArray): Promise<Response> {
  const code = field(form, 'key') || field(form, 'code')
  return code === '' ? login(world, c, form) : second(world, c, code)
}

export function getLogin(world: World, c: Context): Response | Promise<Response> {
  const session = findSession(world, c)
  if (session !== undefined && isSomebody(personOf(session))) return c.redirect(HOME)
  return session !== undefined && isSomebody(halfOf(session)) ? challengePage(c) : loginPage(world, c)
}

export function accountsPage(visit: Visit): Response | Promise<Response> {
  const { world, c, person } = visit
  const clients = person.user === 0 ? [] : clientsOf(world, person.user)
  const rows = clients.map(
    (client) =>
      html`<li>
        <form method="post" action="/user/accounts">
          ${tokenField(visit)}
          <input type="hidden" name="id" value="${client.id}" />
          <button type="submit">${client.companyname || `${client.firstname} ${client.lastname}`}</button>
        </form>
      </li>`,
  )
  const none = html`<p>There is no other account to choose.</p>`
  return c.html(
    page(
      visit,
      'Choose Account',
      rows.length === 0
        ? none
        : html`<ul>
            ${rows}
          </ul>`,
    ),
  )
}

function chooseAccount(visit: Visit): Response | Promise<Response> {
  const { world, c, person, session, form } = visit
  if (!hasToken(visit)) return badToken(visit)
  const chosen = clientsOf(world, person.user).find((client) => String(client.id) === field(form, 'id'))
  if (chosen === undefined) return accountsPage(visit)
  world.store.update('web_sessions', session.id, { client_id: chosen.id, wanted: '' })
  return c.redirect(session.wanted || HOME)
}

export function loginRoutes(world: World): Hono {
  const app = new Hono()
  for (const path of ['/login.php', '/dologin.php', '/login']) {
    app.get(path, (c) => getLogin(world, c))
    app.post(path, async (c) => postLogin(world, c, await readForm(c)))
  }
  app.all('/logout.php', (c) => {
    endSession(world, c)
    return c.html(
      frame(
        'Logout',
        html`<p>You have been successfully logged out.</p>
          <p><a href="/login.php">Login</a></p>`,
      ),
    )
  })
  app.get('/user/accounts', (c) => withPerson(world, c, accountsPage))
  app.post('/user/accounts', (c) => withPerson(world, c, chooseAccount))
  return app
}
