import type { State } from './state.ts'

const OWNER = 'owner@example.com'

export const DOCUMENT_STATES: readonly State[] = [
  {
    name: 'invoices to download, chosen',
    page: '/invoices/download',
    reach: async ({ signInAs, page }) => {
      await signInAs(OWNER, '/invoices')
      const address = await page.getByRole('rowheader').getByRole('link').first().getAttribute('href')
      await page.goto(`/invoices/download?ids=${address?.split('/').at(-1)}&failed=1`)
    },
  },
  {
    name: 'invoices to download, none chosen',
    page: '/invoices/download',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/invoices/download')),
  },
]
