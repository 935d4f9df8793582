import { Ban, KeyRound, UserRound } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { Account } from '@/lib/schemas/client'
import { ActionButton } from '../form/action-button'
import { Chip } from '../ui/chip'

type AccountListProps = {
  accounts: readonly Account[]
  chooseAccount: Action
}

export function AccountList({ accounts, chooseAccount }: AccountListProps) {
  const t = useTranslations('accounts')
  if (accounts.length === 0) {
    return (
      <div className="space-y-2">
        <p>{t('none')}</p>
        <p className="text-muted">{t('noneNext')}</p>
      </div>
    )
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {accounts.map((account) => (
        <AccountRow key={account.clientId} {...{ account, chooseAccount }} />
      ))}
    </ul>
  )
}

type AccountRowProps = Omit<AccountListProps, 'accounts'> & { account: Account }

function AccountRow({ account, chooseAccount }: AccountRowProps) {
  const t = useTranslations('accounts')
  const name = account.company || account.name
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 p-4 sm:p-5">
      <div className="min-w-0 space-y-1">
        <p className="font-semibold wrap-anywhere">
          <bdi>{name}</bdi>
        </p>
        <p className="text-meta text-muted">
          {account.company && (
            <>
              <bdi>{account.name}</bdi> ·{' '}
            </>
          )}
          {t('number', { id: String(account.clientId) })}
        </p>
        <AccountRole account={account} />
      </div>
      {!account.closed && (
        <ActionButton
          action={chooseAccount}
          fields={{ account: String(account.clientId) }}
          look="outlined"
          label={t('enter')}
          ariaLabel={t('enterLabel', { name })}
          pendingLabel={t('opening')}
        />
      )}
    </li>
  )
}

function AccountRole({ account }: { account: Account }) {
  const t = useTranslations('accounts')
  if (account.closed)
    return (
      <Chip tone="neutral" icon={Ban}>
        {t('closed')}
      </Chip>
    )
  return account.owner ? (
    <Chip tone="info" icon={KeyRound}>
      {t('owner')}
    </Chip>
  ) : (
    <Chip tone="neutral" icon={UserRound}>
      {t('member')}
    </Chip>
  )
}
