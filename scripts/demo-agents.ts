import { DEMO_TOTP_SECRET } from '../sandbox/seed/people.ts'
import { hashPassword } from '@/server/agents/password'
import { sealTotp } from '@/server/agents/sign-in'
import { newRecoveryCodes, recoveryHash } from '@/server/agents/totp'
import { env } from '@/server/env'
import { addAgent, enrol } from '@/server/store/agents'
import { openStore } from '@/server/store/db'

export const DEMO_AGENTS = [
  { email: 'agent@example.com', name: 'Sam King', role: 'support' },
  { email: 'lead@example.com', name: 'Lea Brandt', role: 'lead' },
] as const

/** Support agents whose password and second factor everybody knows: for the demo and for tests alone. */
export async function plantAgents(): Promise<void> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir } = env()
  const { db, close } = await openStore({ databaseUrl, dataDir })
  const passwordHash = await hashPassword('atrium-demo')
  for (const one of DEMO_AGENTS) {
    const agent = await addAgent(db, { ...one, passwordHash }, new Date())
    const factor = {
      secret: await sealTotp(DEMO_TOTP_SECRET),
      step: 0,
      codeHashes: newRecoveryCodes().map(recoveryHash),
    }
    // Who was planted by an earlier run keeps what they have, and stays signed in.
    if (agent) await enrol(db, agent.id, factor)
  }
  await close()
}

if (import.meta.main) await plantAgents()
