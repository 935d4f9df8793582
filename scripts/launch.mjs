// Every npm script comes through here, because a fresh clone has neither node_modules nor, perhaps, a new
// enough Node: install what the lock file asks for, then run scripts/<command>.ts on Node 24 or newer.
// Plain JavaScript that Node 20 understands.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MINIMUM_NODE = 24
const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)

const [command, ...rest] = process.argv.slice(2)

function lockHash() {
  return createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
}

function installWhatIsMissing() {
  const stamp = join('node_modules', '.atrium-lock')
  const wanted = lockHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing packages (about a minute on a first run)…')
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    console.error('npm ci failed; its own message is above.')
    process.exit(npm.status ?? 1)
  }
  mkdirSync('node_modules', { recursive: true })
  writeFileSync(stamp, wanted)
}

/** The project brings Node 24 on Linux as a package; elsewhere the machine's own must be new enough. */
function nodeBinary() {
  const bundled = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(bundled)) return bundled
  if (Number(process.versions.node.split('.')[0]) >= MINIMUM_NODE) return process.execPath
  console.error(`Atrium needs Node ${MINIMUM_NODE} or newer; this is ${process.version}. See https://nodejs.org/.`)
  process.exit(1)
}

installWhatIsMissing()
const bin = join(root, 'node_modules', '.bin')
const node = nodeBinary()
const child = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', '--import', './scripts/resolve.mjs', `scripts/${command}.ts`, ...rest],
  {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` },
  },
)
// The child decides how to end: it holds the servers that have to be closed in order.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
