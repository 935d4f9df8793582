import { useTranslations } from 'next-intl'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'

/** In place of what is a person's own, and no agent's in their account. */
export function NotForSupport({ brandName }: { brandName: string }) {
  const title = useTranslations('support')('notAvailable')
  return (
    <>
      <PageTitle>{`${title} – ${brandName}`}</PageTitle>
      <Banner tone="info" title={title} />
    </>
  )
}
