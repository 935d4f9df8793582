import { expect, test } from 'vitest'
import { freePort } from '@/scripts/processes'
import { toFailure } from '@/server/failure'
import { configured } from '@/server/testing/configured'
import { beginJourney } from './provider'

test('an identity provider that does not answer is told as such, and is no failure of WHMCS’s', async () => {
  configured({
    AGENT_OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`,
    AGENT_OIDC_CLIENT_ID: 'atrium',
    AGENT_OIDC_CLIENT_SECRET: 'a secret of the tests and of nothing else',
    AGENT_OIDC_ALLOWED: 'anna@example.com',
  })
  const error = await beginJourney('/agent').catch((thrown: unknown) => thrown)
  expect(toFailure(error, 'ref')).toMatchObject({ code: 'unavailable', message: 'provider_silent' })
})
