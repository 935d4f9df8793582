import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { timeOf } from '../core/clock.ts'
import { moneyFor } from '../core/money.ts'
import type { World } from '../world.ts'
import { field } from '../wire/php-form.ts'
import { addFunds, invoicesPage, massPay } from './billing-pages.ts'
import { withPermission, withPerson, type Page } from './guard.ts'
import { page, problem } from './html.ts'
import { getLogin, postLogin } from './login.ts'
import { findSession, isSomebody, personOf, readForm, type Visit } from './sessions.ts'

/** A page that only says which one it is, and for whom. */
const named =
  (title: string): Page =>
  (visit) =>
    visit.c.html(page(visit, title, html`<p>This page of WHMCS is not played out in the sandbox.</p>`))

function home(visit: Visit): Response | Promise<Response> {
  const { world, person } = visit
  const credit = world.store.byId('clients', person.client)?.credit ?? 0
  const text = html`<p>Credit balance: ${moneyFor(world, person.client)(credit)}</p>`
  return visit.c.html(page(visit, 'Client Area', text))
}

function services(visit: Visit): Response | Promise<Response> {
  const rows = visit.world.store.all('services', 'WHERE clientid = ? ORDER BY id LIMIT 200', visit.person.client)
  const items = rows.map(
    (row) =>
      html`<li>
        <a href="/clientarea.php?action=productdetails&amp;id=${row.id}">${row.domain || `Service ${row.id}`}</a>
        (${row.status})
      </li>`,
  )
  return visit.c.html(
    page(
      visit,
      'My Products & Services',
      html`<ul>
        ${items}
      </ul>`,
    ),
  )
}

/** With `dosinglesignon=1` WHMCS goes on to the server's own panel; here there is none to go to. */
function productDetails(visit: Visit): Response | Promise<Response> {
  const { world, c, person } = visit
  const service = world.store.byId('services', Number(c.req.query('id') ?? '0') || 0)
  if (service === undefined || service.clientid !== person.client) {
    return c.html(page(visit, 'Error', problem('The service id is invalid.')))
  }
  const product = world.store.byId('products', service.pid)
  const sso = c.req.query('dosinglesignon') === '1' ? html`<p>The panel of the server would open here.</p>` : ''
  const body = html`<p>${product?.name ?? ''} ${service.domain}</p>
    <p>Status: <strong>${service.status}</strong>, Next Due Date: ${service.nextduedate}</p>
    ${sso}
    <p>Page made at ${timeOf(world.clock.now())}.</p>`
  return c.html(page(visit, 'Manage Product', body))
}

/** action → the permission it needs, and the page. */
const ACTIONS: Record<string, [string, Page]> = {
  '': ['', home],
  details: ['profile', named('My Details')],
  creditcard: ['invoices', named('Payment Methods')],
  emails: ['emails', named('Email History')],
  services: ['products', services],
  products: ['products', services],
  productdetails: ['products', productDetails],
  cancel: ['products', named('Cancellation Request')],
  domains: ['domains', named('My Domains')],
  domaindetails: ['domains', named('Manage Domain')],
  invoices: ['invoices', invoicesPage],
  quotes: ['quotes', named('My Quotes')],
  masspay: ['invoices', massPay],
  addfunds: ['invoices', addFunds],
  contacts: ['contacts', named('Contacts')],
}

/** Where they stood before 8.0 gave the person routes of their own. */
const OLD_PERSONAL: Record<string, string> = { changepw: 'Change Password', security: 'Security Settings' }

/** Routes that belong to the person, whichever account is open. */
const PERSONAL: Record<string, string> = {
  '/user/password': 'Change Password',
  '/user/security': 'Security Settings',
  '/user/profile': 'Your Profile',
}

const ROUTES: Record<string, [string, string]> = {
  '/account/paymentmethods': ['invoices', 'Payment Methods'],
  '/account/paymentmethods/add': ['invoices', 'Add Payment Method'],
  '/account/users': ['profile', 'User Management'],
  '/account/contacts': ['contacts', 'Contacts'],
  '/account/security': ['profile', 'Account Security'],
}

const FILES: Record<string, [string, string]> = {
  '/supporttickets.php': ['tickets', 'Support Tickets'],
  '/submitticket.php': ['tickets', 'Open Ticket'],
  '/viewticket.php': ['tickets', 'View Ticket'],
  '/upgrade.php': ['orders', 'Upgrade/Downgrade'],
  '/cart.php': ['', 'Shopping Cart'],
  '/affiliates.php': ['affiliates', 'Affiliates'],
  '/serverstatus.php': ['', 'Network Status'],
  '/announcements': ['', 'Announcements'],
  '/knowledgebase': ['', 'Knowledgebase'],
  '/download': ['', 'Downloads'],
}

async function clientArea(world: World, c: Context): Promise<Response> {
  const session = findSession(world, c)
  const signedIn = session !== undefined && isSomebody(personOf(session))
  if (c.req.method === 'POST' && !signedIn) {
    const form = await readForm(c)
    // The login form may also be sent here; whatever else a stranger sends meets the login page.
    if (['username', 'key', 'code'].some((name) => field(form, name) !== '')) return postLogin(world, c, form)
  }
  const action = c.req.query('action') ?? ''
  const personal = OLD_PERSONAL[action]
  if (personal !== undefined) return withPerson(world, c, named(personal))
  const [permission, then] = ACTIONS[action] ?? ['', home]
  return withPermission(world, c, permission, then)
}

/** `index.php?rp=/user/security` is the same page as `/user/security`: it depends on the friendly-URL setting. */
function routed(world: World, c: Context): Response | Promise<Response> {
  const path = (c.req.query('rp') ?? '').replace(/\/+$/, '')
  if (path === '/login') return getLogin(world, c)
  const title = PERSONAL[path]
  if (title !== undefined) return withPerson(world, c, named(title))
  const [permission, name] = ROUTES[path] ?? FILES[path] ?? ['', '']
  if (name !== '') return withPermission(world, c, permission, named(name))
  if (path === '/user/accounts') return c.redirect(path)
  return path === ''
    ? c.redirect('/clientarea.php')
    : c.html('<!DOCTYPE html><title>404</title><h1>Page Not Found</h1>', 404)
}

export function plainRoutes(world: World): Hono {
  const app = new Hono()
  app.on(['GET', 'POST'], '/clientarea.php', (c) => clientArea(world, c))
  app.get('/index.php', (c) => routed(world, c))
  app.post('/index.php', async (c) => {
    return c.req.query('rp') === '/login' ? postLogin(world, c, await readForm(c)) : routed(world, c)
  })
  app.get('/', (c) => c.redirect('/clientarea.php'))
  for (const [path, title] of Object.entries(PERSONAL)) app.get(path, (c) => withPerson(world, c, named(title)))
  for (const [path, [permission, title]] of Object.entries({ ...ROUTES, ...FILES })) {
    app.get(path, (c) => withPermission(world, c, permission, named(title)))
  }
  return app
}
