import { z } from 'zod'
import type { AgentRole } from '@/lib/schemas/agent'
import { AGENT_ROLES } from '@/lib/schemas/agent'
import { agentKey } from '@/lib/ids'
import type { Agent } from '@/lib/schemas/agent'
import { hashPassword, newPassword } from '@/server/agents/password'
import { addAgent, disableAgent, listAgents, resetAgent } from '@/server/store/agents'
import { append } from '@/server/store/audit'
import type { Db } from '@/server/store/db'
import { openStore } from '@/server/store/db'
import { allowSupport, stopSupport } from '@/server/store/support-stops'
import { table } from './table.ts'

const USAGE = `Support agents that the portal keeps itself.

  npm run agent -- add EMAIL --name NAME [--role support|lead]   prints a password once; the second factor is set up at the first sign-in
  npm run agent -- list
  npm run agent -- disable EMAIL                                  signs the agent out everywhere, at once
  npm run agent -- reset EMAIL                                    a new password, the second factor anew; lets a disabled agent in again
  npm run agent -- stop-all                                       nobody of support gets into any account; who is in, is out
  npm run agent -- allow-all

The store is the one of the portal: DATABASE_URL, else DATA_DIR (${process.env['DATA_DIR'] || '.data'}).`

/** Printed as it is, without a trace of where it came from. */
class Refusal extends Error {}

async function record(db: Db, event: string, agent: Agent | null): Promise<void> {
  const where = { location: null, client: null, ref: 'command line', ip: '' }
  const about = agent && { target: agentKey(agent.id), details: { role: agent.role } }
  await append(db, { ...where, at: new Date(), actor: 'operator', event, outcome: 'done', ...about })
}

function addressOf(text: string | undefined): string {
  const parsed = z.email().safeParse(text)
  if (!parsed.success) throw new Refusal(text === undefined ? USAGE : `"${text}" is no email address.`)
  return parsed.data
}

function option(rest: readonly string[], name: string): string | undefined {
  const place = rest.indexOf(`--${name}`)
  return place === -1 ? undefined : rest[place + 1]
}

function roleOf(text: string | undefined): AgentRole {
  const role = AGENT_ROLES.find((one) => one === (text ?? 'support'))
  if (!role) throw new Refusal(`The role is ${AGENT_ROLES.join(' or ')}, not "${text}".`)
  return role
}

function introduce(agent: Agent, password: string): string {
  return [
    `${agent.name} <${agent.email}>, ${agent.role}`,
    '',
    `  password  ${password}`,
    '',
    'It is shown this once. The first sign-in on /agent/sign-in sets up the second factor: let the agent do it soon,',
    'because whoever has the password can.',
  ].join('\n')
}

async function add(db: Db, [email, ...rest]: readonly string[]): Promise<string> {
  const address = addressOf(email)
  const name = option(rest, 'name')?.trim()
  if (!name) throw new Refusal(`Who is ${address}? Say --name "Sam King".`)
  const password = newPassword()
  const input = { email: address, name, role: roleOf(option(rest, 'role')), passwordHash: await hashPassword(password) }
  const agent = await addAgent(db, input, new Date())
  if (!agent)
    throw new Refusal(`There is an agent ${address} already. Perhaps you mean: npm run agent -- reset ${address}`)
  await record(db, 'agent.add', agent)
  return introduce(agent, password)
}

async function list(db: Db): Promise<string> {
  const day = (date: Date) => date.toISOString().slice(0, 10)
  const agents = await listAgents(db)
  if (agents.length === 0) return 'No agents yet.'
  const rows = agents.map((agent) => [
    String(agent.id),
    agent.email,
    agent.name,
    agent.role,
    agent.source === 'provider'
      ? 'identity provider'
      : agent.secondFactor
        ? 'password, code'
        : 'password, not set up yet',
    agent.disabledAt ? `disabled ${day(agent.disabledAt)}` : `since ${day(agent.createdAt)}`,
  ])
  return table(['', 'email', 'name', 'role', 'signs in with', 'state'], rows)
}

async function disable(db: Db, [email]: readonly string[]): Promise<string> {
  const address = addressOf(email)
  const agent = await disableAgent(db, address, new Date())
  if (!agent) throw new Refusal(`There is no agent ${address}.`)
  await record(db, 'agent.disable', agent)
  return `${agent.email} is disabled and signed out everywhere.`
}

async function reset(db: Db, [email]: readonly string[]): Promise<string> {
  const address = addressOf(email)
  const password = newPassword()
  const agent = await resetAgent(db, address, await hashPassword(password), new Date())
  if (!agent) throw new Refusal(`There is no agent ${address} whose password the portal keeps.`)
  await record(db, 'agent.reset', agent)
  return introduce(agent, password)
}

async function stopAll(db: Db): Promise<string> {
  const ended = await stopSupport(db, null, 'operator', new Date())
  await record(db, 'agent.stop-all', null)
  return `Nobody of support gets into any account. Visits that were ended: ${ended}.`
}

async function allowAll(db: Db): Promise<string> {
  const was = await allowSupport(db, null)
  await record(db, 'agent.allow-all', null)
  return was ? 'Support may enter accounts again.' : 'It was not stopped.'
}

const COMMANDS: Readonly<Record<string, (db: Db, rest: readonly string[]) => Promise<string>>> = {
  add,
  list,
  disable,
  reset,
  'stop-all': stopAll,
  'allow-all': allowAll,
}

async function run([name = '', ...rest]: readonly string[]): Promise<void> {
  const command = COMMANDS[name]
  if (!command) throw new Refusal(USAGE)
  const databaseUrl = process.env['DATABASE_URL'] || undefined
  const store = await openStore({ databaseUrl, dataDir: process.env['DATA_DIR'] || '.data' })
  try {
    console.log(await command(store.db, rest))
  } finally {
    await store.close()
  }
}

await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Refusal ? error.message : error)
  process.exitCode = 1
})
