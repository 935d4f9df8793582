import { getTranslations } from 'next-intl/server'
import { AccountList } from '@/components/accounts/account-list'
import { Done } from '@/components/form/done'
import { errorWords } from '@/components/layout/error-words'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { readSession } from '@/server/page'
import { listAccounts } from '@/server/use-cases/accounts'
import { chooseAccount } from '../actions'

export default async function AccountsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, e, params] = await Promise.all([getTranslations('accounts'), getTranslations('errors'), searchParams])
  const leave = await getTranslations('leave')
  return readSession(listAccounts, (accounts) => (
    <div className="max-w-[40rem]">
      <title>{`${t('title')} – ${brand().name}`}</title>
      {params['left'] !== undefined && <Done title={leave('done')} />}
      <h1 className="mb-6 text-h1 sm:text-h1-wide">{t('title')}</h1>
      <AccountList accounts={accounts} chooseAccount={chooseAccount} errors={errorWords(e, 'account_required')} />
    </div>
  ))
}
