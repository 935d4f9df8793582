import { test } from './fixtures.ts'
import { enterAccount } from './support/agents.ts'
test('shots', async ({ page, visitor, signInAsAgent, portal }) => {
  await signInAsAgent('/agent/clients/1')
  await enterAccount(page, portal)
  for (const [name, width, dark, lang] of [['a',1280,false,'en'],['b',1280,true,'ar'],['c',360,false,'de'],['d',360,true,'ar']] as const) {
    const lead = await visitor({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light', locale: lang })
    await signInAsAgent('/agent/audit', 'lead@example.com', lead)
    await lead.getByRole('button').filter({hasText:/Check now|Jetzt prüfen|تحقق الآن/}).click()
    await lead.waitForTimeout(800)
    await lead.goto('/agent/audit?outcome=done')
    await lead.screenshot({ path: `/tmp/aud-${name}.png`, fullPage: true })
  }
})
