import { useTranslations } from 'next-intl'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'

/** In place of what is a person's own, and no agent's in their account. `brandName` where it is the page. */
export function NotForSupport({ brandName }: { brandName?: string }) {
  const title = useTranslations('support')('notAvailable')
  if (brandName === undefined) return <Banner tone="info" title={title} />
  return (
    <>
      <PageTitle>{`${title} – ${brandName}`}</PageTitle>
      <h1 className="text-h1 sm:text-h1-wide">{title}</h1>
    </>
  )
}
