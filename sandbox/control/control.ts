import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { timeOf } from '../core/clock.ts'
import { SIZES } from '../core/settings.ts'
import { VERSIONS } from '../core/version.ts'
import { parseFaults } from '../wire/faults.ts'
import { oidcControl } from '../web/oidc-control.ts'
import { isLoopback, remoteAddress } from '../wire/socket.ts'
import type { World } from '../world.ts'
import { acceptInvites } from './invites.ts'
import { groundTruth } from './state.ts'

const resetBody = z.strictObject({
  seed: z.number().int().nonnegative().optional(),
  size: z.enum(SIZES).optional(),
  version: z.enum(VERSIONS).optional(),
})
const clockBody = z.strictObject({
  now: z.iso.datetime({ local: true, offset: true }).nullable(),
  frozen: z.boolean().optional(),
})
const latencyBody = z.strictObject({ ms: z.number().nonnegative().max(60_000) })
const inviteBody = z.strictObject({ email: z.string() })
const creditBody = z.strictObject({ client: z.number().int(), balance: z.number().int() })
const emailBody = z.strictObject({ client: z.number().int(), subject: z.string(), html: z.string() })
const accessBody = z.strictObject({
  deny: z.array(z.string()).optional(),
  ips: z.array(z.string()).nullable().optional(),
  accessKey: z.string().optional(),
})

async function body(c: Context): Promise<unknown> {
  const text = await c.req.text()
  return text === '' ? {} : JSON.parse(text)
}

export type Reset = z.infer<typeof resetBody>

/** The sandbox's own knobs. They are no part of WHMCS, and answer on the loopback address only. */
export function control(world: World, reset: (options: Reset) => void): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    if (!isLoopback(remoteAddress(c))) return c.json({ error: 'Only from this machine.' }, 403)
    return next()
  })
  app.onError((error, c) => c.json({ error: error.message }, 400))

  app.post('/reset', async (c) => {
    reset(resetBody.parse(await body(c)))
    const { version, seed, size } = world.settings
    return c.json({ version, seed, size })
  })
  app.get('/state', (c) => c.json(groundTruth(world, c.req.query('tables')?.split(','))))
  app.get('/calls', (c) => {
    const calls = world.store.all('api_calls', 'ORDER BY id')
    return c.json(calls.map((call) => ({ ...call, params: JSON.parse(call.params) })))
  })
  app.delete('/calls', (c) => c.json({ removed: world.store.remove('api_calls', '') }))
  app.get('/faults', (c) => c.json(world.faults.list()))
  app.post('/faults', async (c) => {
    world.faults.add(parseFaults(await body(c)))
    return c.json(world.faults.list())
  })
  app.delete('/faults', (c) => {
    world.faults.clear()
    return c.json([])
  })
  app.get('/mail', (c) => c.json(world.store.all('sent_mail', 'ORDER BY id')))
  app.post('/email', async (c) => {
    const { client, subject, html } = emailBody.parse(await body(c))
    const { email: to } = world.store.byId('clients', client) ?? { email: '' }
    const date = timeOf(world.clock.now())
    return c.json({ id: world.store.insert('emails', { userid: client, subject, message: html, date, to }) })
  })
  app.post('/credit', async (c) => {
    const { client, balance } = creditBody.parse(await body(c))
    return c.json({ changed: world.store.update('clients', client, { credit: balance }) })
  })
  app.post('/accept-invite', async (c) => c.json(acceptInvites(world, inviteBody.parse(await body(c)).email)))
  knobs(world, app)
  oidcControl(world, app)
  return app
}

function knobs(world: World, app: Hono): void {
  app.post('/clock', async (c) => {
    const { now, frozen } = clockBody.parse(await body(c))
    // A time without an offset is the installation's own, and that is UTC.
    const at = now === null ? null : new Date(/(Z|[+-]\d\d:\d\d)$/.test(now) ? now : `${now}Z`)
    world.clock.set(at, frozen)
    return c.json({ now: world.clock.now().toISOString() })
  })
  app.get('/clock', (c) => c.json({ now: world.clock.now().toISOString() }))
  app.post('/latency', async (c) => {
    world.settings.latency = latencyBody.parse(await body(c)).ms
    return c.json({ ms: world.settings.latency })
  })
  app.post('/access', async (c) => {
    const { deny, ips, accessKey } = accessBody.parse(await body(c))
    if (deny !== undefined) world.settings.deny = deny.map((name) => name.toLowerCase())
    if (ips !== undefined) world.allowedIps = ips
    if (accessKey !== undefined) world.settings.accessKey = accessKey
    return c.json({ deny: world.settings.deny, ips: world.allowedIps })
  })
}
