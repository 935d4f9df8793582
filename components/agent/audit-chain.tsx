import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import { ActionButton } from '../form/action-button'
import { Banner } from '../ui/banner'
import { Section } from '../ui/card'
import { Moment } from '../ui/moment'
import { Data } from '../ui/text'

type AuditChainProps = {
  head: { readonly seq: number; readonly hash: string } | null
  check: { readonly at: Date; readonly rows: number; readonly brokenAt: number | null } | null
  /** Who looked last. */
  who: string | null
  action: Action
}

/** Whether anybody has changed what was written: each row carries the fingerprint of the one before. */
export function AuditChain({ head, check, who, action }: AuditChainProps) {
  const t = useTranslations('audit')
  return (
    <Section id="chain" title={t('chain')}>
      {check && (
        <Banner
          tone={check.brokenAt === null ? 'ok' : 'bad'}
          title={check.brokenAt === null ? t('whole', { count: check.rows }) : t('broken', { seq: check.brokenAt })}
        >
          <p>
            <Moment at={check.at} /> · <Data>{who}</Data>
          </p>
          {check.brokenAt !== null && <p>{t('brokenNext')}</p>}
        </Banner>
      )}
      {head && (
        <>
          <p className="mt-3">
            {t.rich('head', { seq: head.seq, hash: () => <Data className="figures wrap-anywhere">{head.hash}</Data> })}
          </p>
          <p className="mt-1 text-meta text-muted">{t('compare')}</p>
        </>
      )}
      <ActionButton action={action} look="outlined" label={t('check')} pendingLabel={t('checking')} className="mt-3" />
    </Section>
  )
}
