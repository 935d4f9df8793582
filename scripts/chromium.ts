import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { step } from './processes.ts'

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

function installed(): string | undefined {
  const wanted = [process.env['CHROMIUM_PATH'], ...SYSTEM, chromium.executablePath()]
  return wanted.find((path) => path !== undefined && existsSync(path))
}

function hasApt(): boolean {
  return process.platform === 'linux' && spawnSync('apt-get', ['--version']).status === 0
}

async function fromDistribution(): Promise<void> {
  const root = process.getuid?.() === 0
  const apt = (...args: string[]) =>
    (root ? ['apt-get', args] : ['sudo', ['-n', 'apt-get', ...args]]) satisfies [string, string[]]
  const [update, updateArgs] = apt('update', '-qq')
  await step('Reading the distribution’s package list', update, updateArgs)
  const [install, installArgs] = apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core')
  await step('Installing Chromium from the distribution', install, installArgs, { DEBIAN_FRONTEND: 'noninteractive' })
}

/** A Chromium for the browser tests: the system's, else Playwright's own, else the distribution's package. */
export async function findChromium(): Promise<string> {
  const known = installed()
  if (known) return known
  const problems: unknown[] = []
  const ways = [
    () => step('Downloading Playwright’s Chromium', 'playwright', ['install', 'chromium']),
    ...(hasApt() ? [fromDistribution] : []),
  ]
  for (const way of ways) {
    try {
      await way()
    } catch (error) {
      problems.push(error instanceof Error ? error.message : error)
    }
    const found = installed()
    if (found) return found
  }
  throw new Error(`There is no Chromium for the browser tests, and none could be installed.\n${problems.join('\n')}`)
}
