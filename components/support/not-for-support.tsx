import { useTranslations } from 'next-intl'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'

/** In place of what is a person's own, and no agent's in their account. `brandName` where it is the page. */
export function NotForSupport({ brandName }: { brandName?: string }) {
  const title = useTranslations('support')('notAvailable')
  return (
    <>
      {brandName && <PageTitle>{`${title} – ${brandName}`}</PageTitle>}
      <Banner tone="info" title={title} />
    </>
  )
}
