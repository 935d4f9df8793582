import type { State } from './state.ts'

const OWNER = 'owner@example.com'
const page = '/services/[serviceId]/cancel'

/** Each state of the page has an address of its own, but for the last. */
const at = (name: string, address: string): State => ({
  name,
  page,
  reach: async ({ signInAs }) => void (await signInAs(OWNER, address)),
})

export const CANCEL_STATES: readonly State[] = [
  at('cancelling, nothing chosen', '/services/2/cancel?step=review'),
  at('cancelling, to be reviewed', '/services/1/cancel?step=review&type=end'),
  at('cancelling, asked for already', '/services/11/cancel'),
  {
    name: 'cancelling, nobody knows yet whether it arrived',
    page,
    reach: async ({ signInAs, sandbox, page: tab }) => {
      await signInAs(OWNER, '/services/3/cancel?step=review&type=end')
      await sandbox.fault({ action: 'AddCancelRequest', fault: 'reset-before' })
      await tab.getByRole('button', { name: /^Cancel on/ }).click()
      await tab.getByRole('link', { name: 'Look again' }).waitFor()
    },
  },
]
