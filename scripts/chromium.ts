import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { step } from './processes.ts'

/** Chromium for tests alone, without the parts that draw windows: the browser tests take half the time in it. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'
const SYSTEM = [
  HEADLESS_SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The browser that is named by hand, else the system's; undefined for Playwright's own, if it has one. */
export function knownChromium(): string | undefined {
  return [process.env['CHROMIUM_PATH'], ...SYSTEM].find((path) => path && existsSync(path))
}

const isRoot = () => process.getuid?.() === 0

function hasApt(): boolean {
  return process.platform === 'linux' && spawnSync('apt-get', ['--version']).status === 0
}

async function fromDistribution(name: string): Promise<void> {
  const apt = (...args: string[]) =>
    (isRoot() ? ['apt-get', args] : ['sudo', ['-n', 'apt-get', ...args]]) satisfies [string, string[]]
  const [update, updateArgs] = apt('update', '-qq')
  await step('Reading the distribution’s package list', update, updateArgs)
  const [install, installArgs] = apt('install', '-y', '-qq', '--no-install-recommends', name, 'fonts-noto-core')
  await step(`Installing ${name} from the distribution`, install, installArgs, { DEBIAN_FRONTEND: 'noninteractive' })
}

/** Tries each way until there is a browser. @returns what went wrong until then; null once there is one */
async function install(ways: readonly (() => Promise<unknown>)[], isThere: () => boolean): Promise<unknown[] | null> {
  const problems: unknown[] = []
  for (const way of ways) {
    try {
      await way()
    } catch (error) {
      problems.push(error instanceof Error ? error.message : error)
    }
    if (isThere()) return null
  }
  return problems
}

/**
 * A Chromium for the browser tests: the system's, else Playwright's own, else the distribution's package. Root on a
 * Debian is taken for a machine of CI, which gets the faster one whatever is there.
 * @returns its path, or undefined for Playwright's own
 * @throws Error when there is none and none could be installed
 */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env['CHROMIUM_PATH'] || existsSync(HEADLESS_SHELL)
  const shell = () => fromDistribution('chromium-headless-shell')
  if (!named && isRoot() && hasApt()) await install([shell], () => existsSync(HEADLESS_SHELL))
  const isThere = () => knownChromium() !== undefined || existsSync(chromium.executablePath())
  if (isThere()) return knownChromium()
  const problems = await install(
    [
      () => step('Downloading Playwright’s Chromium', 'playwright', ['install', 'chromium']),
      ...(hasApt() ? [shell, () => fromDistribution('chromium')] : []),
    ],
    isThere,
  )
  if (problems === null) return knownChromium()
  throw new Error(`There is no Chromium for the browser tests, and none could be installed.\n${problems.join('\n')}`)
}
