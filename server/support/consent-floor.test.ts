import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { clientId, locationId } from '@/lib/ids'
import { permit } from '@/server/access/permitted'
import { makeViewer } from '@/server/access/viewer'
import { parseEnv } from '@/server/env'
import { setConsent } from '@/server/store/consents'
import { store } from '@/server/store/current'
import { configured } from '@/server/testing/configured'
import { installation } from '@/server/whmcs/installations'
import { chooseConsent, consentFor, supportConsent } from './consent'

afterAll(async () => {
  await (await store()).close()
  globalThis.atriumStore = undefined
  globalThis.atriumInstallations = undefined
})

test('an operator who asks for more than a notice gets it of every account, whatever was chosen before', async () => {
  configured({ DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-floor-')), PORTAL_SUPPORT_CONSENT: 'ask' })
  const location = locationId('main')
  const person = { kind: 'user', id: 3 } as const
  const identity = { location, person, email: 'owner@example.com', clientId: clientId(1) }
  const owner = permit(makeViewer(identity, installation(location)), 'owner')
  const { db } = await store()
  expect(await consentFor({ location, client: 1 })).toBe('ask')
  await setConsent(db, { location, client: 1 }, 'notice', person, new Date())
  expect(await supportConsent(owner)).toMatchObject({ mode: 'ask', choices: ['ask', 'pin'] })
  await expect(chooseConsent(owner, { mode: 'notice' })).rejects.toMatchObject({ fields: { mode: 'support_mode' } })
  await chooseConsent(owner, { mode: 'pin' })
  expect(await consentFor({ location, client: 1 })).toBe('pin')
  expect(parseEnv({ PORTAL_SUPPORT_CONSENT: 'never' })).toMatchObject({
    problems: expect.arrayContaining(['PORTAL_SUPPORT_CONSENT must be notice, ask or pin']),
  })
})
