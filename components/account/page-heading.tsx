import { AppLink } from '../layout/app-link'
import { ChevronLeft } from '../ui/icons'

type PageHeadingProps = { title: string; back: { readonly href: string; readonly label: string }; intro?: string }

/** The way back to the list, then the page's one heading. */
export function PageHeading({ title, back, intro }: PageHeadingProps) {
  return (
    <>
      <p className="mb-2">
        <AppLink href={back.href} className="inline-flex min-h-11 items-center gap-1">
          <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />
          {back.label}
        </AppLink>
      </p>
      <h1 className="mb-6 text-h1 wrap-anywhere sm:text-h1-wide">{title}</h1>
      {intro && <p className="mb-6 text-muted">{intro}</p>}
    </>
  )
}
