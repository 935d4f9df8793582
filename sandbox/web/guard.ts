import type { Context } from 'hono'
import { html } from 'hono/html'
import type { World } from '../world.ts'
import { frame, page, problem } from './html.ts'
import { clientsOf, holds } from './people.ts'
import { findSession, halfOf, isSomebody, pathOf, personOf, readForm, startSession, type Visit } from './sessions.ts'

export type Page = (visit: Visit) => Response | Promise<Response>

const LOGIN_PATHS = /^\/(login|dologin|logout|pwreset|oauth\/singlesignon)\.php|^\/login$|rp=\/login/

/** What WHMCS answers, with HTTP 200, whenever it does not know who asks. It comes back here after the sign-in. */
export function loginPage(world: World, c: Context, text = ''): Response | Promise<Response> {
  const session = findSession(world, c) ?? startSession(world, c)
  const path = pathOf(c)
  if (c.req.method === 'GET' && !LOGIN_PATHS.test(path)) {
    world.store.update('web_sessions', session.id, { wanted: path })
  }
  const form = html`${problem(text)}
    <form method="post" action="/login.php">
      <label>Email Address <input type="email" name="username" autocomplete="username" required autofocus /></label>
      <label>Password <input type="password" name="password" autocomplete="current-password" required /></label>
      <button type="submit">Login</button>
    </form>
    <p><a href="/pwreset.php">Forgot Password?</a></p>`
  return c.html(frame('Login', form))
}

export function challengePage(c: Context, text = ''): Response | Promise<Response> {
  const form = html`${problem(text)}
    <p>Your second factor is required to complete login.</p>
    <form method="post" action="/login.php">
      <label>
        Code from the authenticator application
        <input type="text" name="key" inputmode="numeric" autocomplete="one-time-code" autofocus />
      </label>
      <button type="submit">Login</button>
    </form>
    <form method="post" action="/login.php">
      <label>Or the backup code <input type="text" name="code" autocomplete="off" /></label>
      <button type="submit">Login using Backup Code</button>
    </form>`
  return c.html(frame('Two-Factor Authentication', form))
}

/** Runs the page for somebody who is signed in; everybody else is asked to. */
export async function withPerson(world: World, c: Context, then: Page): Promise<Response> {
  const session = findSession(world, c)
  if (session === undefined) return loginPage(world, c)
  const person = personOf(session)
  if (isSomebody(person)) return then({ world, c, session, person, form: await readForm(c) })
  return isSomebody(halfOf(session)) ? challengePage(c) : loginPage(world, c)
}

/** Runs the page for somebody who acts for a client and may do this. */
export function withPermission(world: World, c: Context, permission: string, then: Page): Promise<Response> {
  return withPerson(world, c, (visit) => {
    const { store } = world
    // The account may have been closed, or its door shut to this user, since the session began.
    const mayAct =
      visit.person.user === 0 || clientsOf(world, visit.person.user).some(({ id }) => id === visit.person.client)
    if (!mayAct) {
      store.update('web_sessions', visit.session.id, { client_id: 0, wanted: pathOf(c) })
      return c.redirect('/user/accounts')
    }
    if (permission !== '' && !holds(world, visit.person, permission)) return denied(visit, permission)
    return then(visit)
  })
}

/** GUESS: with HTTP 200, as WHMCS's other refusals of a page. */
const denied = (visit: Visit, permission: string) =>
  visit.c.html(
    page(visit, 'Access Denied', html`<p class="problem">You do not have the permission "${permission}".</p>`),
  )

/** GUESS: the documents name neither the status nor the text. */
export const badToken = (visit: Visit): Response | Promise<Response> =>
  visit.c.html(page(visit, 'Invalid Token', problem('The form has expired. Please go back and try again.')), 403)
