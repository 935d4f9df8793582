import { expect, it } from 'vitest'
import {
  AGENT_ABSOLUTE_LIMIT,
  AGENT_IDLE_LIMIT,
  createAgentSession,
  endAgentSession,
  findAgentSession,
  pruneAgentSessions,
} from '@/server/store/agent-sessions'
import type { Db } from '@/server/store/db'
import {
  addAgent,
  credentialsByEmail,
  credentialsById,
  disableAgent,
  enrol,
  keepIdentity,
  listAgents,
  recoveryCodesLeft,
  resetAgent,
  spendRecoveryCode,
  spendStep,
} from '@/server/store/agents'
import { after, onBoth, two } from '@/server/store/testing/contract'

const NOW = new Date('2026-11-21T10:00:00Z')
const SAM = { email: 'Sam@Example.com', name: 'Sam King', role: 'support', passwordHash: '$argon2id$sam' } as const
const IDENTITY = {
  issuer: 'https://id.example.com',
  subject: 's-1',
  email: 'lea@example.com',
  name: 'Lea',
  role: 'support',
} as const
const BROWSER = { amr: ['pwd', 'otp'], userAgent: 'test', ip: '10.0.0.1' }

async function sam(db: Db) {
  const agent = await addAgent(db, SAM, NOW)
  if (!agent) throw new Error('not added')
  return agent
}

onBoth('agents', (place) => {
  it('knows an agent by any spelling of the address, and takes no address twice', async () => {
    const { db } = await place.open()
    const agent = await sam(db)
    expect(agent).toEqual({ id: agent.id, email: 'sam@example.com', name: 'Sam King', role: 'support' })
    expect(await addAgent(db, { ...SAM, email: 'SAM@example.COM' }, NOW)).toBeNull()
    const known = { agent, passwordHash: SAM.passwordHash, totpSecret: null }
    expect(await credentialsByEmail(db, 'sAm@example.com')).toEqual(known)
    expect(await credentialsById(db, agent.id)).toEqual(known)
    expect(await credentialsByEmail(db, 'nobody@example.com')).toBeNull()
  })

  it('forgets a disabled agent at once, sessions included, and lets nobody in until a reset', async () => {
    const { db } = await place.open()
    const agent = await sam(db)
    const { token } = await createAgentSession(db, { agent, ...BROWSER }, NOW)
    expect((await findAgentSession(db, token, NOW))?.agent).toEqual(agent)
    expect(await disableAgent(db, SAM.email, NOW)).toEqual(agent)
    expect(await findAgentSession(db, token, NOW)).toBeNull()
    expect(await credentialsByEmail(db, SAM.email)).toBeNull()
    expect(await resetAgent(db, SAM.email, '$argon2id$new', NOW)).toEqual(agent)
    expect(await findAgentSession(db, token, NOW)).toBeNull()
    expect((await credentialsByEmail(db, SAM.email))?.passwordHash).toBe('$argon2id$new')
    expect(await disableAgent(db, 'nobody@example.com', NOW)).toBeNull()
    expect(await resetAgent(db, 'nobody@example.com', 'x', NOW)).toBeNull()
  })

  it('ends a session after half an hour without a request, and after a working day', async () => {
    const { db } = await place.open()
    const agent = await sam(db)
    const { token } = await createAgentSession(db, { agent, ...BROWSER }, NOW)
    expect(JSON.stringify(await db.selectFrom('agent_sessions').selectAll().execute())).not.toContain(token)
    let at = NOW
    while (at.getTime() + AGENT_IDLE_LIMIT <= NOW.getTime() + AGENT_ABSOLUTE_LIMIT) {
      at = after(at, AGENT_IDLE_LIMIT)
      expect(await findAgentSession(db, token, at)).not.toBeNull()
    }
    expect(await findAgentSession(db, token, after(NOW, AGENT_ABSOLUTE_LIMIT + 1))).toBeNull()
    const other = await createAgentSession(db, { agent, ...BROWSER }, NOW)
    expect(await findAgentSession(db, other.token, after(NOW, AGENT_IDLE_LIMIT + 1))).toBeNull()
    await endAgentSession(db, other.id, NOW)
    expect(await findAgentSession(db, other.token, NOW)).toBeNull()
    expect(await pruneAgentSessions(db, after(NOW, AGENT_ABSOLUTE_LIMIT + 1))).toBe(2)
  })

  it('sets the second factor up once, of many at once', async () => {
    const [a, b] = await two(place)
    const agent = await sam(a)
    const tries = Array.from({ length: 20 }, (_, i) =>
      enrol(i % 2 ? a : b, agent.id, { secret: `sealed ${i}`, step: 100, codeHashes: [`hash ${i}`] }),
    )
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1)
    expect(await recoveryCodesLeft(a, agent.id)).toBe(1)
    await resetAgent(a, SAM.email, 'x', NOW)
    expect(await recoveryCodesLeft(a, agent.id)).toBe(0)
    expect((await credentialsById(a, agent.id))?.totpSecret).toBeNull()
  })

  it('takes a code once, of many at once, and none that is older', async () => {
    const [a, b] = await two(place)
    const agent = await sam(a)
    await enrol(a, agent.id, { secret: 'sealed', step: 100, codeHashes: ['one', 'two'] })
    expect(await spendStep(a, agent.id, 100)).toBe(false)
    const steps = await Promise.all(Array.from({ length: 20 }, (_, i) => spendStep(i % 2 ? a : b, agent.id, 101)))
    expect(steps.filter(Boolean)).toHaveLength(1)
    const codes = Array.from({ length: 20 }, (_, i) => spendRecoveryCode(i % 2 ? a : b, agent.id, 'one', NOW))
    expect((await Promise.all(codes)).filter(Boolean)).toHaveLength(1)
    expect(await spendRecoveryCode(a, agent.id, 'three', NOW)).toBe(false)
    expect(await recoveryCodesLeft(a, agent.id)).toBe(1)
  })

  it('knows somebody of the identity provider by issuer and subject, never by address', async () => {
    const { db } = await place.open()
    const lea = await keepIdentity(db, IDENTITY, NOW)
    expect(lea).toMatchObject({ email: 'lea@example.com', role: 'support' })
    if (typeof lea === 'string') throw new Error(lea)
    const { token } = await createAgentSession(db, { agent: lea, ...BROWSER }, NOW)
    const moved = { ...IDENTITY, email: 'lea.new@example.com' }
    expect(await keepIdentity(db, moved, NOW)).toEqual({ ...lea, email: 'lea.new@example.com' })
    expect(await findAgentSession(db, token, NOW)).not.toBeNull()
    // Another role begins with another session.
    expect(await keepIdentity(db, { ...moved, role: 'lead' }, NOW)).toMatchObject({ id: lea.id, role: 'lead' })
    expect(await findAgentSession(db, token, NOW)).toBeNull()
    await sam(db)
    expect(await keepIdentity(db, { ...IDENTITY, subject: 's-2', email: SAM.email }, NOW)).toBe('taken')
    expect(await keepIdentity(db, { ...moved, email: SAM.email }, NOW)).toBe('taken')
    // No password opens an account of the provider's, and none can be given to it.
    expect((await credentialsById(db, lea.id))?.passwordHash).toBeNull()
    expect(await resetAgent(db, 'lea.new@example.com', 'x', NOW)).toBeNull()
    await disableAgent(db, 'lea.new@example.com', NOW)
    expect(await keepIdentity(db, moved, NOW)).toBe('disabled')
    expect((await listAgents(db)).map(({ email, source }) => [email, source])).toEqual([
      ['lea.new@example.com', 'provider'],
      ['sam@example.com', 'portal'],
    ])
  })
})
