import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import { control, type Reset } from './control/control.ts'
import { createClock } from './core/clock.ts'
import { DEFAULTS, type Settings } from './core/settings.ts'
import { Store } from './core/store.ts'
import { plant } from './seed/plant.ts'
import { api } from './wire/api.ts'
import { Faults } from './wire/faults.ts'
import { setSetting, setting, type World } from './world.ts'

export interface Listening {
  url: string
  port: number
  close(): Promise<void>
}

export interface Sandbox {
  world: World
  app: Hono
  reset(options?: Reset): void
  /** Listens on 127.0.0.1; port 0 takes a free one. */
  listen(port?: number): Promise<Listening>
}

export type SandboxOptions = Partial<Settings> & { now?: Date }

export function createSandbox({ now, ...options }: SandboxOptions = {}): Sandbox {
  const settings: Settings = { ...DEFAULTS, ...options }
  const initialLatency = settings.latency
  const initialDeny = [...settings.deny]
  const world: World = {
    settings,
    store: new Store(settings.database),
    clock: createClock(now),
    faults: new Faults(),
    allowedIps: null,
  }
  takeUpOrPlant(world)
  if (settings.url !== undefined) setSetting(world.store, 'SystemURL', `${settings.url.replace(/\/+$/, '')}/`)

  const reset = ({ seed, size, version }: Reset = {}) => {
    const url = setting(world.store, 'SystemURL')
    world.settings.seed = seed ?? world.settings.seed
    world.settings.size = size ?? world.settings.size
    world.settings.version = version ?? world.settings.version
    world.settings.latency = initialLatency
    world.settings.deny = [...initialDeny]
    world.allowedIps = null
    world.faults.clear()
    world.clock.set(now ?? null)
    world.store.wipe()
    plant(world)
    if (url !== undefined) setSetting(world.store, 'SystemURL', url)
  }

  const app = routes(world, reset)
  return { world, app, reset, listen: (port = 0) => listen(world, app, port) }
}

/** A file that already holds an installation is taken up as it is, unless it holds another version's. */
function takeUpOrPlant(world: World): void {
  const held = setting(world.store, 'Version')
  if (held === undefined) return plant(world)
  if (held === world.settings.version) return
  throw new Error(`${world.settings.database} holds a WHMCS ${held}, not ${world.settings.version}: take another file.`)
}

function routes(world: World, reset: (options: Reset) => void): Hono {
  const app = new Hono()
  app.post('/includes/api.php', (c) => api(world, c))
  // Without a POST body there are no credentials.
  app.get('/includes/api.php', (c) => api(world, c))
  // A base URL that already carried the path: PHP runs the file all the same, but it knows no caller.
  app.all('/includes/api.php/*', (c) => c.body('{"result":"error","message":"An admin user is required"}', 200))
  app.route('/__sandbox', control(world, reset))
  app.notFound((c) => c.html('<!DOCTYPE html><title>404</title><h1>Page Not Found</h1>', 404))
  app.onError((error, c) => {
    if (error.message === 'socket hang up') throw error
    console.error(error)
    return c.text('Internal error of the sandbox.', 500)
  })
  return app
}

function listen(world: World, app: Hono, port: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch, hostname: '127.0.0.1' })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address: string | AddressInfo | null = server.address()
      const bound = address !== null && typeof address === 'object' ? address.port : port
      const url = `http://127.0.0.1:${bound}`
      if (world.settings.url === undefined) setSetting(world.store, 'SystemURL', `${url}/`)
      resolve({ url, port: bound, close: () => close(world, server) })
    })
  })
}

function close(world: World, server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      world.store.close()
      resolve()
    })
    // Kept-alive connections would hold the server open.
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
