import { useTranslations } from 'next-intl'
import { AppLink } from '../layout/app-link'
import { ChevronLeft } from '../ui/icons'

/** The way back, and what the page is about. */
export function PageHeading({ title, back, backWord }: { title: string; back?: string; backWord?: string }) {
  const t = useTranslations('person')
  return (
    <>
      <p className="mb-2">
        <AppLink href={back ?? '/people'} className="inline-flex min-h-11 items-center gap-1">
          <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />
          {backWord ?? t('back')}
        </AppLink>
      </p>
      <h1 className="mb-6 text-h1 wrap-anywhere sm:text-h1-wide">{title}</h1>
    </>
  )
}
