import { ChevronLeft } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { EmailSummary, EmailView } from '@/lib/schemas/email'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'

type EmailReaderProps = {
  view: EmailView
  /** Whether pictures of other servers are loaded this time. */
  images: boolean
}

/**
 * What the mail's document may do in its frame, beside what its own policy says: open a link in a new window, which is
 * then a window like any other. No script, no form, no way out of the frame.
 */
const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox'

export function EmailReader({ view, images }: EmailReaderProps) {
  const t = useTranslations('emails')
  const { email, withheld, empty } = view
  return (
    <>
      <p className="mb-2">
        <AppLink href="/emails" className="inline-flex min-h-11 items-center gap-1">
          <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />
          {t('back')}
        </AppLink>
      </p>
      <h1 className="mb-4 text-h1 wrap-anywhere sm:text-h1-wide">
        {email.subject ? <Data>{email.subject}</Data> : t('noSubject')}
      </h1>
      <Facts email={email} />
      {email.failed && (
        <div className="mb-6">
          <Banner tone="bad" title={t('failedLong')} />
        </div>
      )}
      {withheld && (
        <Banner tone="info" title={t(`withheld.${withheld}`)}>
          <p>{t('withheldNext')}</p>
        </Banner>
      )}
      {!withheld && empty && <p className="text-muted">{t('noText')}</p>}
      {!withheld && !empty && <Body view={view} images={images} />}
    </>
  )
}

function Facts({ email }: { email: EmailSummary }) {
  const t = useTranslations('emails')
  return (
    <dl className="mb-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1">
      <dt className="text-muted">{t('date')}</dt>
      <dd>
        {email.sentAt ? (
          <>
            <PlainDate date={email.sentAt.slice(0, 10)} /> <Data className="figures">{email.sentAt.slice(11, 16)}</Data>
          </>
        ) : (
          t('unknownDate')
        )}
      </dd>
      {email.to && (
        <>
          <dt className="text-muted">{t('to')}</dt>
          <dd className="wrap-anywhere">
            <Data>{email.to}</Data>
          </dd>
        </>
      )}
    </dl>
  )
}

/** A plain link shows the pictures: another policy holds then for the page too, so it is loaded anew. */
function Body({ view, images }: EmailReaderProps) {
  const t = useTranslations('emails')
  const { email, remoteImages } = view
  return (
    <>
      {remoteImages && !images && (
        <div className="mb-4">
          <Banner tone="info" title={t('imagesOff')}>
            <p>{t('imagesWhy')}</p>
            <p className="pt-2">
              <a href={`/emails/${email.id}?images=1`} className={buttonClass('outlined')}>
                {t('showImages')}
              </a>
            </p>
          </Banner>
        </div>
      )}
      <iframe
        sandbox={SANDBOX}
        src={`/emails/${email.id}/body${images ? '?images=1' : ''}`}
        title={t('heading', { subject: email.subject || t('noSubject') })}
        referrerPolicy="no-referrer"
        className="block h-[max(24rem,70dvh)] w-full rounded-lg border border-line bg-white"
      />
    </>
  )
}
