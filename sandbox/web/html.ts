import { html, raw } from 'hono/html'
import { profileOf } from './people.ts'
import type { Visit } from './sessions.ts'

export type Html = ReturnType<typeof html>

const STYLE = raw(`
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; max-width: 46rem; padding: 1rem; }
  .banner { background: #fde68a; color: #422006; padding: .5rem 1rem; border-radius: .375rem; }
  .notice { border-left: .25rem solid #2563eb; padding: .25rem 1rem; }
  .problem { border-left: .25rem solid #dc2626; padding: .25rem 1rem; }
  nav a { margin-right: 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .375rem .5rem; border-bottom: 1px solid #8884; vertical-align: top; }
  td.amount, th.amount { text-align: right; white-space: nowrap; }
  td.text { white-space: pre-line; }
  form { margin: 1rem 0; }
  label { display: block; margin: .75rem 0; }
  input:not([type=checkbox]), select { display: block; font: inherit; padding: .375rem; min-width: 18rem; }
  button { font: inherit; padding: .5rem 1rem; margin: .25rem .5rem .25rem 0; cursor: pointer; }
`)

/** The frame of every page. It says what it is, so that nobody takes it for the real thing. */
export function frame(title: string, body: Html, who: Html = html``): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - WHMCS sandbox</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <p class="banner">WHMCS sandbox: nothing here is real, and no money moves.</p>
        ${who}
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`
}

/** A page of somebody who is signed in: it names the person and the account acted for. */
export function page({ world, person }: Visit, title: string, body: Html): Html {
  const { firstname, lastname, email } = profileOf(world, person)
  const client = world.store.byId('clients', person.client)
  const account = client === undefined ? 'no account' : client.companyname || `${client.firstname} ${client.lastname}`
  const { portalUrl } = world.settings
  const who = html`<header>
    <p id="signed-in">
      Signed in as <strong>${firstname} ${lastname}</strong> (${email}), account <strong>${account}</strong>, client
      <span id="client">${person.client}</span>
    </p>
    <nav>
      <a href="/clientarea.php">Home</a>
      <a href="/clientarea.php?action=services">Services</a>
      <a href="/clientarea.php?action=invoices">Invoices</a>
      <a href="/user/accounts">Accounts</a>
      <a href="/logout.php">Log out</a>
      ${portalUrl === undefined ? '' : html`<a href="${portalUrl}">Back to the portal</a>`}
    </nav>
  </header>`
  return frame(title, body, who)
}

export const tokenField = ({ session }: Visit): Html =>
  html`<input type="hidden" name="token" value="${session.csrf}" />`

export const problem = (text: string): Html =>
  text === '' ? html`` : html`<p class="problem" role="alert">${text}</p>`
export const notice = (text: string): Html => html`<p class="notice" role="status">${text}</p>`
