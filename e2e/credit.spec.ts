import { expect, test } from './fixtures.ts'
import { ledgerOf } from './support/ledger.ts'

test('getcredits: the balance, and every movement with the balance after it', async ({ page, signInAs, sandbox }) => {
  await signInAs('owner@example.com', '/')
  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Credit' }).click()
  await expect(page).toHaveTitle('Credit – Example Hosting')
  const { money } = await ledgerOf(sandbox, 1)
  const { credits, clients } = await sandbox.state('credits', 'clients')
  const own = credits.filter(({ clientid }) => clientid === 1).toSorted((a, b) => a.id - b.id)
  const balance = clients.find(({ id }) => id === 1)?.credit ?? 0
  await expect(page.getByRole('main')).toContainText(`Your balance${money(balance)}`)
  let sum = 0
  const expected = own.map(({ amount }) => [amount, (sum += amount)] as const).toReversed()
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') })
  await expect(rows).toHaveCount(own.length)
  for (const [index, [amount, after]] of expected.entries()) {
    await expect(rows.nth(index).getByRole('cell').nth(1)).toContainText(money(amount))
    await expect(rows.nth(index).getByRole('cell').nth(2)).toContainText(money(after))
  }
  // What the sandbox says of staff's notes never reaches the page; what WHMCS writes itself is told in words.
  await expect(rows.filter({ hasText: 'Paid with credit' }).getByRole('link').first()).toHaveText(/^invoice \d+$/)
  await expect(page.getByText('do not add up')).toBeHidden()
})

test('a log that does not add up to the balance: both are told, and which counts', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const { money } = await ledgerOf(sandbox, 1)
  const { clients } = await sandbox.state('clients')
  const balance = clients.find(({ id }) => id === 1)?.credit ?? 0
  await sandbox.setCredit(1, balance + 100)
  await signInAs('owner@example.com', '/credit')
  await expect(page.getByRole('main')).toContainText('The movements do not add up to your balance')
  await expect(page.getByRole('main')).toContainText(
    `They come to ${money(balance)}, and your balance is ${money(balance + 100)}.`,
  )
})

test('an account without credit', async ({ page, signInAs }) => {
  await signInAs('empty@example.com', '/credit')
  await expect(page.getByRole('main')).toContainText('You have no account credit.')
  await expect(page.getByRole('main')).toContainText('No credit was added or used yet.')
})
