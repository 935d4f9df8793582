import { useTranslations } from 'next-intl'
import type { Currency } from '@/lib/money'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import { AppLink } from '../layout/app-link'
import { EmptyList } from '../layout/empty-list'
import { Banner } from '../ui/banner'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'
import { ZipDownload } from './zip-download'

type DocumentListProps = { invoices: readonly InvoiceSummary[]; currency: Currency; failed: boolean }

/** What the file will hold, and the way to it. */
export function DocumentList({ invoices, currency, failed }: DocumentListProps) {
  const t = useTranslations('documents')
  const ids = invoices.map(({ id }) => id)
  const total = ids.length
  const words = {
    download: t('download', { count: total }),
    progress: t('progress'),
    stop: t('stop'),
    working: t('working', { begun: '{begun}', total }),
    stopped: t('stopped'),
    done: t('done'),
    incomplete: t('incomplete'),
    failed: t('failedText'),
  }
  return (
    <div className="max-w-2xl">
      <h1 className="mb-4 text-h1 sm:text-h1-wide">{t('title')}</h1>
      {failed && (
        <div className="mb-4" role="alert">
          <Banner tone="bad" title={t('failed')}>
            <p>{t('failedText')}</p>
          </Banner>
        </div>
      )}
      <p className="mb-4">{t('intro', { count: total })}</p>
      <ZipDownload href={`/invoices.zip?ids=${ids.join(',')}`} total={total} words={words} />
      <h2 className="mt-8 mb-2 text-h2">{t('contents')}</h2>
      <ul className="divide-y divide-line border-y border-line">
        {invoices.map(({ id, number, issuedOn, total }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-4 py-2">
            <AppLink href={`/invoices/${id}`} className="grow wrap-anywhere">
              <Data>{number}</Data>
            </AppLink>
            <span className="text-meta text-muted">{issuedOn && <PlainDate date={issuedOn} />}</span>
            <Money amount={total} currency={currency} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Nothing was chosen, or more than one file holds. */
export function NoDocuments({ count, most }: { count: number; most: number }) {
  const t = useTranslations('documents')
  return (
    <>
      <h1 className="mb-4 text-h1 sm:text-h1-wide">{t('title')}</h1>
      <EmptyList
        text={count === 0 ? t('none') : t('tooMany', { count, most })}
        all={{ href: '/invoices', label: t('choose') }}
      />
    </>
  )
}
