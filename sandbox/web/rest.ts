import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { atLeast } from '../core/version.ts'
import { remoteAddress } from '../wire/socket.ts'
import type { World } from '../world.ts'
import { checkSecondFactor, clientsOf, enter, findPerson, holds, needsSecondFactor, type Person } from './people.ts'
import { limit, Refused, replaceSession, stateOf, takeState, type ApiSession } from './rest-state.ts'
import { listInvoices, listMethods, oneInvoice, oneMethod, paymentLink, removeMethod } from './rest-billing.ts'

interface Reply {
  status: 200 | 202
  body: object
  /** The session that the next state belongs to, when it is another one. */
  session?: ApiSession
}
type Handler = (c: Context, session: ApiSession) => Reply | Promise<Reply>

const signIn = z.object({ email: z.string(), password: z.string() })
const verification = z.object({ fields: z.record(z.string(), z.union([z.string(), z.number()])) })

async function read<T>(c: Context, shape: z.ZodType<T>): Promise<T> {
  const text = await c.req.text()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refused(422, 'Invalid input')
  }
  const parsed = shape.safeParse(body)
  if (!parsed.success) throw new Refused(422, 'Invalid input')
  return parsed.data
}

function sessionData(world: World, person: Person): object {
  const user = world.store.byId('users', person.user)
  const clients = clientsOf(world, person.user).map((client) => ({
    uuid: client.uuid,
    company: client.companyname || `${client.firstname} ${client.lastname}`,
    selected: client.id === person.client,
  }))
  const { email = '', firstname = '', lastname = '' } = user ?? {}
  return { data: { email, firstname, lastname, clients } }
}

function signedIn(world: World, c: Context, old: ApiSession, found: Person): Reply {
  const person = enter(world, found, remoteAddress(c))
  const session = replaceSession(world, old, { user_id: person.user, client_id: person.client })
  return { status: 200, body: sessionData(world, person), session }
}

/** GUESS: name and wording of the field; the backup code is taken in the same one. */
const CHALLENGE = {
  condition: 'twofa',
  fields: [{ name: 'key', description: 'Code from the authenticator application', type: 'number' }],
}

async function postSession(world: World, c: Context, session: ApiSession): Promise<Reply> {
  const { email, password } = await read(c, signIn)
  const person = findPerson(world, email, password)
  if (person === undefined) throw new Refused(401, 'Email or Password Invalid')
  if (!needsSecondFactor(world, person)) return signedIn(world, c, session, person)
  return { status: 202, body: CHALLENGE, session: replaceSession(world, session, { half_user: person.user }) }
}

async function postVerify(world: World, c: Context, session: ApiSession): Promise<Reply> {
  const { fields } = await read(c, verification)
  const person = { user: session.half_user, contact: 0, client: 0 }
  // A number loses the noughts a code may begin with.
  const code = typeof fields['key'] === 'number' ? String(fields['key']).padStart(6, '0') : (fields['key'] ?? '')
  if (person.user === 0 || !checkSecondFactor(world, person, code)) {
    throw new Refused(401, 'The second factor you supplied was incorrect. Please try again.')
  }
  return signedIn(world, c, session, person)
}

function userOf(session: ApiSession): Person {
  if (session.user_id > 0) return { user: session.user_id, contact: 0, client: session.client_id }
  if (session.half_user > 0) throw new Refused(412, 'Two-Factor Authentication is required.')
  throw new Refused(401, 'Unauthorized')
}

function putClient(world: World, c: Context, session: ApiSession): Reply {
  const person = userOf(session)
  const chosen = clientsOf(world, person.user).find((client) => client.uuid === c.req.param('uuid'))
  if (chosen === undefined) throw new Refused(404, 'Not Found')
  world.store.update('api_sessions', session.id, { client_id: chosen.id })
  // GUESS: the documents list no field of the answer.
  return { status: 200, body: {} }
}

/** Who acts for a client and may see its bills. GUESS: the statuses when one of the two is missing. */
function payer(world: World, session: ApiSession): Person {
  const person = userOf(session)
  const chosen = clientsOf(world, person.user).some(({ id }) => id === person.client)
  if (!chosen) throw new Refused(422, 'No client is selected.')
  if (!holds(world, person, 'invoices')) throw new Refused(401, 'Access Denied')
  return person
}

/** Every answer carries the next state, a refusal too, as long as the state it came with was good. */
async function answer(world: World, c: Context, handler: Handler): Promise<Response> {
  let session: ApiSession | undefined
  try {
    if (world.allowedIps !== null && !world.allowedIps.includes(remoteAddress(c))) throw new Refused(403, 'Forbidden')
    session = takeState(world, c)
    const reply = await handler(c, session)
    c.header('x-api-state', stateOf(world, reply.session ?? session))
    return c.json(reply.body, reply.status)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (session !== undefined) c.header('x-api-state', stateOf(world, session))
    return c.json({ message: error.message }, error.status)
  }
}

/** `/api/v2`, from 9.0 on. */
export function restRoutes(world: World): Hono {
  const app = new Hono()
  app.use(async (c, next) => (atLeast(world.settings.version, '9.0') ? next() : c.notFound()))
  const on = (method: string, path: string, handler: Handler) => app.on(method, path, (c) => answer(world, c, handler))
  const billing =
    (work: (world: World, c: Context, person: Person) => object, limited?: string): Handler =>
    (c, session) => {
      if (limited !== undefined) limit(world, c, limited)
      return { status: 200, body: work(world, c, payer(world, session)) }
    }

  on('POST', '/user/session', (c, session) => postSession(world, c, session))
  on('POST', '/user/session/verify', (c, session) => postVerify(world, c, session))
  on('PUT', '/user/session/client/:uuid', (c, session) => putClient(world, c, session))
  on('GET', '/user/invoices', billing(listInvoices))
  on('GET', '/user/invoices/:id', billing(oneInvoice))
  on('POST', '/user/invoices/:id/payment-link', billing(paymentLink, 'payment-link'))
  on('GET', '/user/paymethods', billing(listMethods))
  on('GET', '/user/paymethods/:id', billing(oneMethod))
  on('DELETE', '/user/paymethods/:id', billing(removeMethod, 'paymethods'))
  app.all('*', (c) => c.json({ message: 'Not Found' }, 404))
  return app
}
